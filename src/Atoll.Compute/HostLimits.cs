using System.Globalization;

namespace Atoll.Compute;

/// <summary>What the machine lets a process have at most. The engine's limits are taken to be this program's: both come from the same machine.</summary>
/// <param name="OpenFiles">Hard limit of open files.</param>
/// <param name="Processes">Hard limit of processes and threads of one user.</param>
internal sealed record HostLimits(int OpenFiles, int Processes)
{
    public static HostLimits OfThisProcess() => Read([.. File.ReadLines("/proc/self/limits")]);

    /// <summary>The rows read <c>Max open files  soft  hard  files</c>.</summary>
    public static HostLimits Read(IReadOnlyList<string> limits) => new(Hard(limits, "Max open files"), Hard(limits, "Max processes"));

    private static int Hard(IReadOnlyList<string> limits, string name)
    {
        var columns = limits.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns is { Length: > 1 } && int.TryParse(columns[1], NumberStyles.None, CultureInfo.InvariantCulture, out var hard)
            ? hard
            : int.MaxValue;
    }
}
