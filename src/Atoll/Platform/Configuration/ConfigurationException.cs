namespace Atoll.Platform.Configuration;

/// <summary>The configuration cannot be used. The message is for the operator: file, line, key, remedy.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
