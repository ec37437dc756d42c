using System.Data.Common;
using Atoll.Core.Capacity;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>Whether one more start may be asked for at all. Most hubs let every start wait; then only what can never fit is refused.</summary>
internal sealed class StartAdmission(SiteLoads loads, Capacities capacities, Live<ServersOptions> options)
{
    // Spread, so that those who were refused together do not come back together.
    private const int FewestSeconds = 30;
    private const int MostSeconds = 60;

    /// <summary>The fault of a size that is larger than the whole site. While the site does not answer it is not known, and the queue finds out.</summary>
    public async Task<FieldFault?> FindTooLargeAsync(string site, ServerPlan plan, CancellationToken cancellationToken)
    {
        var (capacity, _) = await capacities.OfAsync(site, cancellationToken);
        return Placement.FitsAtAll(plan.Needs, capacity)
            ? null
            : new FieldFault("size", $"{CapacityWords.TooLarge(plan, capacity)} Choose a smaller size.", Reasons.OverCapacity);
    }

    /// <summary>What to look at in the transaction that asks for the start.</summary>
    public async Task<Func<DbConnection, Task<StartRefusal?>>> PrepareAsync(string site, ServerPlan plan, CancellationToken cancellationToken)
    {
        var now = options.Value;
        var (capacity, failure) = await capacities.OfAsync(site, cancellationToken);
        return async connection =>
        {
            if (now.ActiveLimit > 0 && await ServerQueries.CountActiveAsync(connection) >= now.ActiveLimit)
            {
                return StartRefusal.TooManyActive(now.ActiveLimit);
            }

            return now.StartOverflow is StartOverflow.Reject
                && (failure is not null || Waits(await loads.ReadAsync(connection, site, capacity), plan))
                ? StartRefusal.NoPlace(Random.Shared.Next(FewestSeconds, MostSeconds + 1))
                : null;
        };
    }

    private static bool Waits(SiteLoad load, ServerPlan plan) => Placement.OfNext(load, plan.Needs).Obstacle is not Obstacle.None;
}
