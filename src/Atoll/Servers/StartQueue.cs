using Atoll.Core.Capacity;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Database;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>Gives starts their places, by Core's <see cref="Placement"/>.</summary>
internal sealed class StartQueue(HubDatabase database, SiteLoads loads, Capacities capacities, ServerStore store)
{
    /// <summary>Whose turn is next, on each site.</summary>
    public Task<IReadOnlyList<long>> FirstInLineAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(ServerQueries.FirstInLineAsync, cancellationToken);

    /// <summary>Whether this start gets a place now. It only looks: most looks find none.</summary>
    public async Task<ServerEvent> LookAsync(ServerRow row, CancellationToken cancellationToken)
    {
        var (load, failure) = await loads.ReadAsync(row.Site, cancellationToken);
        return failure ?? Judge(row, load!);
    }

    /// <summary>Takes the place that was seen, if it is still free when that is written down: another hub may have looked at the same moment.</summary>
    public async Task<ServerRow?> TakeAsync(ServerRow row, CancellationToken cancellationToken)
    {
        var (capacity, failure) = await capacities.OfAsync(row.Site, cancellationToken);
        return await store.ApplyAsync(
            row.Id,
            async connection => failure ?? Judge(row, await loads.ReadAsync(connection, row.Site, capacity)),
            cancellationToken);
    }

    // Not in the queue any more: somebody else moved it, and the next look sees where to.
    private static ServerEvent Judge(ServerRow row, SiteLoad load) => Placement.Of(load, row.Id) switch
    {
        null => new StillUnderWay(),
        { Obstacle: Obstacle.None } => new Placed(),
        { Obstacle: Obstacle.TooLarge } => new SiteRefused(Reasons.OverCapacity, CapacityWords.TooLarge(row.Plan, load.Capacity)),
        { Place: var place } => new Queued(place),
    };
}
