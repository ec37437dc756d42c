namespace Atoll.Core.Capacity;

/// <summary>What stands between a start and its place.</summary>
public enum Obstacle
{
    /// <summary>Nothing: it gets its place now.</summary>
    None,

    /// <summary>As many starts are under way as may be.</summary>
    Starts,

    /// <summary>Memory is short.</summary>
    Memory,

    /// <summary>CPUs are short.</summary>
    Cpu,

    /// <summary>It needs more than the whole site has: no waiting helps.</summary>
    TooLarge,
}

/// <summary>Where a start stands.</summary>
/// <param name="Id">The server's.</param>
/// <param name="Place">1 for the next one; 0 for one that does not wait, because it gets its place or never can.</param>
/// <param name="Obstacle">What it waits for. Behind somebody who waits: what that one waits for.</param>
public sealed record Standing(long Id, int Place, Obstacle Obstacle);

/// <summary>
/// Who of those who wait gets a place now. First come, first served: a small start never overtakes a large one, or the large one would wait
/// for ever. Only what can never fit is passed over, because it will not wait. It knows one site, and neither people nor their shares.
/// </summary>
public static class Placement
{
    /// <summary>How everybody in the queue stands, in its order.</summary>
    public static IReadOnlyList<Standing> Of(SiteLoad load)
    {
        var standings = new List<Standing>(load.Queue.Count);
        var (taken, starting, place, obstacle) = (load.Taken, load.Starting, 0, Obstacle.None);
        foreach (var start in load.Queue)
        {
            if (!FitsAtAll(start.Needs, load.Capacity))
            {
                standings.Add(new Standing(start.Id, 0, Obstacle.TooLarge));
                continue;
            }

            // Once one waits, all behind it do.
            obstacle = obstacle is Obstacle.None ? Before(start.Needs, taken, starting, load) : obstacle;
            if (obstacle is Obstacle.None)
            {
                (taken, starting) = (taken + start.Needs, starting + 1);
            }

            standings.Add(new Standing(start.Id, obstacle is Obstacle.None ? 0 : ++place, obstacle));
        }

        return standings;
    }

    /// <summary>How one of them stands; null when it is not in the queue.</summary>
    public static Standing? Of(SiteLoad load, long id) => Of(load).FirstOrDefault(standing => standing.Id == id);

    /// <summary>How one would stand that came now.</summary>
    public static Standing OfNext(SiteLoad load, Amounts needs) =>
        Of(load with { Queue = [.. load.Queue, new WaitingStart(long.MaxValue, needs)] })[^1];

    /// <summary>Whether the site could hold it if nothing else ran.</summary>
    public static bool FitsAtAll(Amounts needs, Amounts? capacity) => capacity is not { } all || needs.FitIn(all);

    private static Obstacle Before(Amounts needs, Amounts taken, int starting, SiteLoad load)
    {
        if (starting >= load.MostStarting)
        {
            return Obstacle.Starts;
        }

        if (load.Capacity is not { } capacity || (taken + needs).FitIn(capacity))
        {
            return Obstacle.None;
        }

        return (taken + needs).MemoryBytes > capacity.MemoryBytes ? Obstacle.Memory : Obstacle.Cpu;
    }
}
