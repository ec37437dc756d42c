using System.Collections.Concurrent;
using Atoll.Compute;
using Atoll.Core.Lifecycles;

namespace Atoll.Workloads;

/// <summary>
/// Pulls under way, one per site and image however many starts wait for it. They live in memory: after a restart the next ask begins the
/// pull again, and the engine goes on from the layers it has.
/// </summary>
internal sealed partial class ImagePulls(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ImagePulls> logger)
{
    // A registry may stumble; one that does not answer three times in a row is not there for somebody who waits at a page.
    private const int MostTries = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Site, string Image), Lazy<Pull>> _pulls = new();

    /// <summary>Starts the pull, or says how it stands. A failed one is forgotten once told, so that the next start tries again.</summary>
    /// <exception cref="SiteException">It failed.</exception>
    public async Task<ServerEvent> AskAsync(string site, IImageSite images, string image)
    {
        var pull = _pulls.GetOrAdd((site, image), _ => new Lazy<Pull>(() => Begin(images, image))).Value;
        if (!pull.Done.IsCompleted)
        {
            return new StillUnderWay();
        }

        _pulls.TryRemove((site, image), out _);
        await pull.Done;
        return new ImageReady();
    }

    /// <summary>The image is there: a pull that ended is told nobody any more, so that the next ask begins a new one.</summary>
    public void Forget(string site, string image)
    {
        if (_pulls.TryGetValue((site, image), out var pull) && pull.Value.Done.IsCompleted)
        {
            _pulls.TryRemove((site, image), out _);
        }
    }

    /// <summary>How far a pull is; null when none is under way.</summary>
    public PullProgress? ProgressOf(string site, string image) =>
        _pulls.TryGetValue((site, image), out var pull) ? pull.Value.Latest : null;

    private Pull Begin(IImageSite images, string image)
    {
        Log.Pulling(logger, image);
        var pull = new Pull();
        pull.Done = PullAsync(images, image, pull, lifetime.ApplicationStopping);
        return pull;
    }

    private async Task PullAsync(IImageSite images, string image, Pull pull, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await images.PullImageAsync(image, pull, cancellationToken);
                return;
            }
            catch (SiteException failure) when (failure.Fault is SiteFault.Busy)
            {
                if (attempt == MostTries)
                {
                    throw new SiteException(SiteFault.ImageMissing, failure.Message, failure);
                }

                await Task.Delay(_pause, time, cancellationToken);
            }
        }
    }

    private sealed class Pull : IProgress<PullProgress>
    {
        public Task Done { get; set; } = Task.CompletedTask;

        public PullProgress? Latest { get; private set; }

        public void Report(PullProgress value) => Latest = value;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Pulling {Image}")]
        public static partial void Pulling(ILogger logger, string image);
    }
}
