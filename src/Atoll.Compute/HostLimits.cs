using System.Globalization;

namespace Atoll.Compute;

/// <summary>What the machine lets this process do.</summary>
internal static class HostLimits
{
    /// <summary>The hard limit of open files. The engine's is taken to be the same: both come from the same machine.</summary>
    public static int OpenFiles() => OpenFiles(File.ReadLines("/proc/self/limits"));

    /// <summary>The row reads <c>Max open files  soft  hard  files</c>.</summary>
    public static int OpenFiles(IEnumerable<string> limits)
    {
        var columns = limits.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            ?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns is { Length: > 4 } && int.TryParse(columns[4], NumberStyles.None, CultureInfo.InvariantCulture, out var hard)
            ? hard
            : int.MaxValue;
    }
}
