namespace Atoll.Platform;

/// <summary>Says what keeps the hub from using its files, and what mends it.</summary>
internal static class DataFaults
{
    private const int NotPermitted = 1;
    private const int TryAgain = 11;
    private const int AccessDenied = 13;
    private const int Exists = 17;
    private const int NoFolder = 20;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaExceeded = 122;
    private const string Elsewhere = "choose another folder with --data";

    /// <summary>Whether this failure says that there is no room.</summary>
    public static bool IsFull(Exception failure) => failure is IOException { HResult: NoSpace or QuotaExceeded };

    /// <summary>Whether somebody else has the file locked.</summary>
    public static bool IsLocked(Exception failure) => failure is IOException { HResult: TryAgain };

    /// <summary>Does something to a file or folder; what goes wrong is told with its remedy.</summary>
    /// <exception cref="DataFolderException">It went wrong.</exception>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(Explain(path, failure), failure);
        }
    }

    /// <summary>What happened to this path, and the remedy.</summary>
    public static string Explain(string path, Exception failure) => (failure as IOException)?.HResult switch
    {
        NoSpace or QuotaExceeded => $"There is no space left for {path}. Free some, or {Elsewhere}.",
        ReadOnly => $"{path} is on a file system that can only be read. Mount it writable, or {Elsewhere}.",
        Exists or NoFolder => $"{path} cannot be a folder: there is a file in its place. Remove it, or {Elsewhere}.",
        null or NotPermitted or AccessDenied => Denied(path),
        _ when Directory.Exists(path) || FileInTheWay(path) is null => $"{path} cannot be used: {failure.Message} Mend that, or {Elsewhere}.",
        _ => $"{path} cannot be made: {FileInTheWay(path)} is a file. Remove it, or {Elsewhere}.",
    };

    private static string Denied(string path)
    {
        var there = Nearest(path);
        var (owner, me) = (PathOwner.Of(there), PathOwner.Me);
        return File.Exists(path) || there == path || owner is null
            ? DeniedAt(there, owner, me)
            : $"{path} cannot be made: {DeniedAt(there, owner, me)}";
    }

    private static string DeniedAt(string path, SystemUser? owner, SystemUser me) => owner is not null && owner.Id != me.Id
        ? $"{path} belongs to {owner}, and this is {me}. Run this as {owner}, or {Elsewhere}."
        : IsOpen(path)
            ? $"{path} is a folder, where the hub keeps a file. Move it away, or {Elsewhere}."
            : $"{path} does not let {me} read and write (mode {Mode(path)}). Change that with chmod, or {Elsewhere}.";

    private static bool IsOpen(string path) => Directory.Exists(path) && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    // The path itself, or the last of its parents that is there.
    private static string Nearest(string path)
    {
        while (!Path.Exists(path) && Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            path = parent;
        }

        return path;
    }

    private static string? FileInTheWay(string path) => Nearest(path) is var there && File.Exists(there) ? there : null;
}
