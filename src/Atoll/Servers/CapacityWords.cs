using Atoll.Core.Capacity;
using Atoll.Web;

namespace Atoll.Servers;

/// <summary>How room and the lack of it are said to people. Pure.</summary>
internal static class CapacityWords
{
    /// <summary>"2 GB and 0.1 CPU".</summary>
    public static string Of(Amounts amounts) => $"{Words.Bytes(amounts.MemoryBytes)} and {Words.Cpus(amounts.MilliCpu / 1000.0)}";

    /// <summary>Why a size can never start here.</summary>
    public static string TooLarge(string size, Amounts needs, Amounts capacity) =>
        $"{size} needs {Of(needs)}; all servers here together have {Of(capacity)}.";

    /// <summary>The same of a start that has been asked for.</summary>
    public static string TooLarge(ServerPlan? plan, Amounts? capacity) => TooLarge(
        plan is null ? "It" : $"The size {plan.SizeTitle}", plan?.Needs ?? default, capacity ?? default);

    /// <summary>"2 of 4 free now": how many more of a size fit, and how many would if nothing ran. Null when that is not bounded.</summary>
    /// <remarks>Those who wait go first, so what they wait for is not free.</remarks>
    public static string? Room(Amounts needs, SiteLoad load)
    {
        if (load.Capacity is not { } capacity || needs.TimesIn(capacity) is not { } most)
        {
            return null;
        }

        var spoken = load.Queue.Aggregate(load.Taken, (sum, start) => sum + start.Needs);
        return $"{needs.TimesIn(capacity.Without(spoken))} of {most} free now";
    }

    /// <summary>What a start in the queue waits for.</summary>
    public static string Waits(Standing standing, Amounts needs, SiteLoad load) => standing.Obstacle switch
    {
        Obstacle.Starts => load.MostStarting == 1
            ? "Another server is starting, and they start one at a time."
            : $"{load.MostStarting} servers are starting, as many as may at once.",
        Obstacle.Cpu => Short(standing, Words.Cpus(needs.MilliCpu / 1000.0), CpusFree(load)),
        _ => Short(standing, Words.Bytes(needs.MemoryBytes) + " of memory", MemoryFree(load)),
    };

    private static string Short(Standing standing, string needs, string free) => standing.Place <= 1
        ? $"It needs {needs}; {free}."
        : $"Those before it go first. It needs {needs}; {free}.";

    private static string MemoryFree(SiteLoad load) =>
        $"{Words.Of(load.Free!.Value.MemoryBytes, load.Capacity!.Value.MemoryBytes)} are free";

    private static string CpusFree(SiteLoad load) =>
        $"{load.Free!.Value.MilliCpu / 1000.0:0.##} of {Words.Cpus(load.Capacity!.Value.MilliCpu / 1000.0)} are free";
}
