using System.Globalization;

namespace Atoll.Commands;

/// <summary>Which program listens on a port, as far as this system tells (<c>/proc/net/tcp</c> and the open files of each process).</summary>
internal static class PortHolder
{
    private const string Listening = "0A";
    private static readonly string[] _tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Its name and process id; null when that cannot be seen: it is another user's, or another container's.</summary>
    public static string? Find(int port)
    {
        var sockets = _tables.Where(File.Exists).SelectMany(table => Sockets(table, port)).ToHashSet(StringComparer.Ordinal);
        return sockets.Count == 0 ? null : Processes().FirstOrDefault(process => Holds(process, sockets)) is { } holder ? Describe(holder) : null;
    }

    // "sl local_address rem_address st … inode": addresses in hexadecimal.
    private static IEnumerable<string> Sockets(string table, int port) =>
        from line in File.ReadLines(table).Skip(1)
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields.Length > 9 && fields[3] == Listening && PortOf(fields[1]) == port
        select $"socket:[{fields[9]}]";

    private static int PortOf(string address) =>
        int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Processes() =>
        Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _));

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or it is another user's.
            return false;
        }
    }

    private static string Describe(string process) =>
        $"{File.ReadAllText(Path.Combine(process, "comm")).Trim()} (process {Path.GetFileName(process)})";
}
