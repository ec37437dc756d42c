using Atoll.Platform;

namespace Atoll.Commands;

/// <summary>One hub per data folder.</summary>
internal static class DataLock
{
    /// <exception cref="CommandException">A hub runs on it.</exception>
    public static IDisposable Take(DataFolder data)
    {
        try
        {
            return new FileStream(Path.Combine(data.Root, "atoll.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandException($"A hub runs on {data.Root} already. Stop it with: atoll down --data {data.Root}");
        }
    }
}

/// <summary>A command cannot do what it was asked; the message is for the person who typed it.</summary>
internal sealed class CommandException(string message) : Exception(message);
