using Atoll.Compute;

namespace Atoll.Workloads;

/// <summary>
/// Tells owners when a site reports that a workload changed, so that a death is noticed at once and not at the next look. Hints only: after
/// each (re)connection everything is looked at, because changes may have been missed.
/// </summary>
internal sealed partial class SiteWatcher(
    Sites sites, IEnumerable<IWorkloadOwner> owners, TimeProvider time, ILogger<SiteWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(sites.All.Select(site => WatchAsync(site.Key, site.Value, stoppingToken)));

    private async Task WatchAsync(string name, ISite site, CancellationToken cancellationToken)
    {
        var away = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var workload in site.WatchAsync(cancellationToken))
                {
                    away = false;
                    Tell(workload);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (SiteException failure)
            {
                // Once per outage, not once per try.
                if (!away)
                {
                    Log.SiteAway(logger, name, failure.Message);
                }

                away = true;
            }

            await PauseAsync(cancellationToken);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(_pause, time, cancellationToken);
            foreach (var owner in owners)
            {
                await owner.LookAtAllAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end; the loop sees it.
        }
    }

    private void Tell(string workload)
    {
        foreach (var owner in owners.Where(owner => workload.StartsWith(owner.Kind + "-", StringComparison.Ordinal)))
        {
            owner.LookAgain(workload);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Site {Site} does not answer: {Detail}. Running servers are not affected; starts wait for it")]
        public static partial void SiteAway(ILogger logger, string site, string detail);
    }
}
