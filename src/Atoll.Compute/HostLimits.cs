using System.Globalization;

namespace Atoll.Compute;

/// <summary>What the machine lets a process have at most. The engine's limits are taken to be this program's: both come from the same machine.</summary>
/// <param name="OpenFiles">Hard limit of open files.</param>
/// <param name="Processes">Hard limit of processes and threads of one user, or all process ids there are when that is less: Podman lowers its own so.</param>
internal sealed record HostLimits(int OpenFiles, int Processes)
{
    public static HostLimits OfThisProcess() =>
        Read([.. File.ReadLines("/proc/self/limits")], File.ReadAllText("/proc/sys/kernel/pid_max"));

    /// <summary>The rows read <c>Max open files  soft  hard  files</c>.</summary>
    public static HostLimits Read(IReadOnlyList<string> limits, string processIds) =>
        new(Hard(limits, "Max open files"), Math.Min(Hard(limits, "Max processes"), int.Parse(processIds, CultureInfo.InvariantCulture)));

    private static int Hard(IReadOnlyList<string> limits, string name)
    {
        var columns = limits.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return columns is { Length: > 1 } && int.TryParse(columns[1], NumberStyles.None, CultureInfo.InvariantCulture, out var hard)
            ? hard
            : int.MaxValue;
    }
}
