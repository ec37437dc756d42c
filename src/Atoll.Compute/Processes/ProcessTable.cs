using System.Globalization;

namespace Atoll.Compute.Processes;

/// <summary>The kernel's list of processes.</summary>
internal static class ProcessTable
{
    /// <summary>Name of the variable that marks every process of a workload, children included.</summary>
    public const string Mark = "ATOLL_WORKLOAD_ID";

    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>True while this very process runs; one that only waits to be collected does not.</summary>
    public static bool IsAlive(ProcessIdentity process) =>
        process.Boot == Boot() && Read(process.Pid) is { IsDead: false } stat && stat.StartTicks == process.StartTicks;

    /// <summary>Who has this pid now; null when nobody does.</summary>
    public static ProcessIdentity? Identify(int pid) =>
        Read(pid) is { IsDead: false } stat ? new(Boot(), pid, stat.StartTicks) : null;

    /// <summary>The process that leads a workload's session, if it runs.</summary>
    public static ProcessIdentity? FindLeader(string id) =>
        FindMarked(id).Where(pid => Read(pid)?.Session == pid).Select(Identify).FirstOrDefault();

    /// <summary>Every living process that carries the mark <paramref name="id"/>.</summary>
    public static IReadOnlyList<int> FindMarked(string id) =>
    [
        .. from directory in Directory.EnumerateDirectories("/proc")
           let name = Path.GetFileName(directory)
           where char.IsAsciiDigit(name[0])
           let pid = int.Parse(name, CultureInfo.InvariantCulture)
           where HasMark(pid, $"{Mark}={id}") && Read(pid) is { IsDead: false }
           select pid,
    ];

    /// <summary>Program and arguments; null when it has ended.</summary>
    public static string? CommandLine(int pid) => ReadOrNull($"/proc/{pid}/cmdline");

    private static string Boot() => File.ReadAllText(BootId).Trim();

    private static ProcessStat? Read(int pid) => ReadOrNull($"/proc/{pid}/stat") is { } line ? ProcessStat.Parse(line) : null;

    private static bool HasMark(int pid, string mark) =>
        ReadOrNull($"/proc/{pid}/environ")?.Split('\0').Contains(mark, StringComparer.Ordinal) ?? false;

    /// <summary>Processes end while one reads of them, and those of others are closed to us: both are none of ours.</summary>
    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
