namespace Atoll.Platform;

/// <summary>What lies in the data folder cannot be used. The message is for the operator: what happened, where, and the remedy.</summary>
internal sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);
