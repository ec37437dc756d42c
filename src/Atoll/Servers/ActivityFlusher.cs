using Atoll.Proxy;

namespace Atoll.Servers;

/// <summary>
/// Writes the proxy's activity times in batches. A crash loses what was not written yet, at most one interval: activity times alone may lose
/// that much, so that no request waits for the disk.
/// </summary>
internal sealed partial class ActivityFlusher(
    ActivityMeter meter, ServerActivity activity, TimeProvider time, ILogger<ActivityFlusher> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await FlushAsync(CancellationToken.None);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var seen = new Dictionary<long, DateTimeOffset>();
        foreach (var (resource, at) in meter.Drain())
        {
            if (ServerNames.TryParseKey(resource, out var id))
            {
                seen[id] = at;
            }
        }

        try
        {
            if (seen.Count > 0)
            {
                await activity.NoteAsync(seen, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.FlushFailed(logger, seen.Count, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Activity of {Servers} servers could not be written; the next report makes up for it")]
        public static partial void FlushFailed(ILogger logger, int servers, Exception failure);
    }
}
