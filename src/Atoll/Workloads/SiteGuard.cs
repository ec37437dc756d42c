using Atoll.Compute;

namespace Atoll.Workloads;

/// <summary>Looks after what running workloads stand on, once a minute: whoever reloads a firewall may have taken a site's rules with it.</summary>
internal sealed partial class SiteGuard(Sites sites, TimeProvider time, ILogger<SiteGuard> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do
            {
                await GuardAllAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    /// <summary>One round; a site that cannot be looked after does not keep the others from it.</summary>
    internal async Task GuardAllAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, site) in sites.All)
        {
            try
            {
                await (site is IGuardedSite guarded ? guarded.GuardAsync(cancellationToken) : Task.CompletedTask);
            }
            catch (SiteException failure) when (failure.MayPass)
            {
                Log.NotNow(logger, name, failure.Message);
            }
            catch (SiteException failure)
            {
                Log.Open(logger, name, failure.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Site {Site} could not be looked after just now: {Detail}")]
        public static partial void NotNow(ILogger logger, string site, string detail);

        [LoggerMessage(2, LogLevel.Error, "Running servers on site {Site} may not be kept apart as they should: {Detail}")]
        public static partial void Open(ILogger logger, string site, string detail);
    }
}
