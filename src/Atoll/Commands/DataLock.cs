using Atoll.Platform;

namespace Atoll.Commands;

/// <summary>One hub per data folder.</summary>
internal static class DataLock
{
    /// <summary>Takes the folder, which is made if it is not there.</summary>
    /// <exception cref="CommandException">A hub runs on it.</exception>
    /// <exception cref="DataFolderException">It cannot be made, or not be written.</exception>
    public static IDisposable Take(DataFolder data)
    {
        data.Create();
        var path = Path.Combine(data.Root, "atoll.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (DataFaults.IsLocked(taken))
        {
            throw new CommandException($"A hub runs on {data.Root} already. Stop it with: atoll down --data {data.Root}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(DataFaults.Explain(File.Exists(path) ? path : data.Root, failure), failure);
        }
    }
}

/// <summary>A command cannot do what it was asked; the message is for the person who typed it.</summary>
internal sealed class CommandException(string message) : Exception(message);
