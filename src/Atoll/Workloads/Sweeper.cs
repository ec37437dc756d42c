using Atoll.Compute;

namespace Atoll.Workloads;

/// <summary>
/// Removes workloads of this hub's instance that no row wants: leftovers of a hub that died at the wrong moment. It touches only its own
/// instance's, never volumes, and stops with an alarm when it would remove more than a tenth, which is a sign of a wrong database rather
/// than of orphans.
/// </summary>
internal sealed partial class Sweeper(
    Sites sites, IEnumerable<IWorkloadOwner> owners, TimeProvider time, ILogger<Sweeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    // Few in number are removed whatever their share: on a quiet hub one orphan is all there is.
    private const int AlwaysFew = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var suspects = new HashSet<string>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do
            {
                suspects = await SweepAllAsync(suspects, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    /// <summary>One round. Only what was a suspect in the round before is removed: a start may be committing just now.</summary>
    internal async Task<HashSet<string>> SweepAllAsync(HashSet<string> before, CancellationToken cancellationToken)
    {
        var suspects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, site) in sites.All)
        {
            try
            {
                await SweepAsync(site, before, suspects, cancellationToken);
            }
            catch (SiteException failure)
            {
                Log.SweepFailed(logger, name, failure.Message);
            }
        }

        return suspects;
    }

    private async Task SweepAsync(ISite site, HashSet<string> before, HashSet<string> suspects, CancellationToken cancellationToken)
    {
        var all = await site.ListAsync(cancellationToken);
        var orphans = new List<WorkloadObserved>();
        foreach (var workload in all)
        {
            if (!await IsWantedAsync(workload, cancellationToken))
            {
                suspects.Add(workload.Id);
                orphans.Add(workload);
            }
        }

        orphans.RemoveAll(orphan => !before.Contains(orphan.Id));
        if (orphans.Count > AlwaysFew && orphans.Count > all.Count / 10)
        {
            Log.TooMany(logger, orphans.Count, all.Count);
            return;
        }

        foreach (var orphan in orphans)
        {
            Log.Removing(logger, orphan.Name, orphan.StartNumber);
            await site.DeleteAsync(orphan.Id, _grace, cancellationToken);
        }
    }

    private async Task<bool> IsWantedAsync(WorkloadObserved workload, CancellationToken cancellationToken)
    {
        var owner = owners.FirstOrDefault(o => workload.Name.StartsWith(o.Kind + "-", StringComparison.Ordinal));
        return owner is null || await owner.WantsAsync(workload.Name, workload.StartNumber, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Removing {Workload} (start {StartNumber}): no server wants it")]
        public static partial void Removing(ILogger logger, string workload, long startNumber);

        [LoggerMessage(2, LogLevel.Error, "{Orphans} of {All} workloads are wanted by no server. Nothing was removed: is this the right database?")]
        public static partial void TooMany(ILogger logger, int orphans, int all);

        [LoggerMessage(3, LogLevel.Warning, "Site {Site} could not be looked through for orphans: {Detail}")]
        public static partial void SweepFailed(ILogger logger, string site, string detail);
    }
}
