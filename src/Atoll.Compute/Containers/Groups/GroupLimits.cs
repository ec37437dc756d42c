namespace Atoll.Compute.Containers.Groups;

/// <summary>The site's limits in the kernel's units. Pure.</summary>
/// <remarks>
/// The group weighs what every other group or process beside it weighs by default: however many workloads want the CPU, together they get
/// no larger share than one of those, and the hub is one of those. Only a reserve of CPUs makes a hard limit of it.
/// </remarks>
internal static class GroupLimits
{
    private const int PageBytes = 4096;
    private const int Period = 100_000;

    /// <summary>Files of cgroup v1: controller, file, value.</summary>
    public static IReadOnlyList<GroupFile> Legacy(SiteCapacity capacity, double machineCpus) =>
    [
        new("memory", "memory.limit_in_bytes", $"{Memory(capacity)}"),
        new("cpu", "cpu.cfs_period_us", $"{Period}"),
        new("cpu", "cpu.cfs_quota_us", IsWhole(capacity, machineCpus) ? "-1" : $"{Quota(capacity)}"),
        new("cpu", "cpu.shares", "1024"),
    ];

    /// <summary>Files of cgroup v2.</summary>
    public static IReadOnlyList<GroupFile> Unified(SiteCapacity capacity, double machineCpus) =>
    [
        new("", "memory.max", $"{Memory(capacity)}"),
        new("", "cpu.max", IsWhole(capacity, machineCpus) ? $"max {Period}" : $"{Quota(capacity)} {Period}"),
        new("", "cpu.weight", "100"),
    ];

    /// <summary>Properties of a systemd slice. An empty quota is none.</summary>
    public static IReadOnlyList<string> Slice(SiteCapacity capacity, double machineCpus) =>
    [
        $"MemoryMax={Memory(capacity)}",
        IsWhole(capacity, machineCpus) ? "CPUQuota=" : $"CPUQuota={(long)Math.Floor(capacity.Cpu * 100)}%",
        "CPUWeight=100",
    ];

    /// <summary>The kernel keeps whole pages, and what is read back must equal what was written.</summary>
    private static long Memory(SiteCapacity capacity) => capacity.MemoryBytes / PageBytes * PageBytes;

    private static long Quota(SiteCapacity capacity) => (long)Math.Floor(capacity.Cpu * Period);

    private static bool IsWhole(SiteCapacity capacity, double machineCpus) => capacity.Cpu >= machineCpus;
}

/// <summary>One setting of a cgroup.</summary>
/// <param name="Controller">Its hierarchy in cgroup v1; empty in v2, which has one.</param>
/// <param name="Name">The file.</param>
/// <param name="Value">What is to be in it.</param>
internal sealed record GroupFile(string Controller, string Name, string Value);
