using System.Collections.Concurrent;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Environments.Releases;

/// <summary>What is done in each round of the watch, one step per method. Every step may be repeated.</summary>
internal sealed partial class ReleaseRounds(
    Live<Choices> choices,
    Live<ImagesOptions> options,
    ReleaseStore store,
    EnvironmentReleases releases,
    ImageShelf shelf,
    WorkloadRunner runner,
    TimeProvider time,
    ILogger<ReleaseRounds> logger)
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _pulled = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _troubles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _stays = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _began = time.GetUtcNow();

    private static string Site => LocalSite.Name;

    /// <summary>Asks the registry for this environment's image in the next round, whenever it was last asked.</summary>
    public void PullNext(string environment) => _asked[environment] = true;

    /// <summary>Takes note of what every reference means now; true while a pull goes on.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (!shelf.IsAt(Site))
        {
            return false;
        }

        var environments = choices.Value.Environments;
        await RetireAsync(environments, cancellationToken);
        var isPulling = false;
        foreach (var environment in environments.Where(environment => environment.Image.Length > 0))
        {
            isPulling |= await LookAsync(environment, cancellationToken);
        }

        return isPulling;
    }

    /// <summary>Takes off the disk what nobody needed for long.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var used = await releases.UsedAsync(Site, cancellationToken);
        await store.UsedAsync(Site, [.. used.Keys], cancellationToken);
        var all = await store.AllAsync(cancellationToken);
        foreach (var release in ImageKeeping.Leaving(all, used, TimeSpan.FromDays(options.Value.KeepDays), time.GetUtcNow()))
        {
            if (await releases.RemoveAsync(release, cancellationToken) is { Ok: false } refused && _stays.TryAdd(release.ImageId, refused.Text))
            {
                Log.Stays(logger, refused.Text);
            }
        }
    }

    private async Task RetireAsync(IReadOnlyList<EnvironmentOptions> offered, CancellationToken cancellationToken)
    {
        var rows = (await store.AllAsync(cancellationToken)).Where(row => row.Site == Site).ToList();
        foreach (var name in rows.Where(row => row.Stage is ReleaseStage.Default or ReleaseStage.Candidate).Select(row => row.Environment).Distinct())
        {
            if (offered.All(environment => environment.Name != name))
            {
                await store.ApplyAsync(Site, name, new EnvironmentGone(), cancellationToken);
            }
        }
    }

    private async Task<bool> LookAsync(EnvironmentOptions environment, CancellationToken cancellationToken)
    {
        try
        {
            await MissAsync(environment.Name, cancellationToken);
            var isPulling = await PullAsync(environment, cancellationToken);
            await releases.SeeAsync(environment.Name, environment.Image, cancellationToken);
            return isPulling;
        }
        catch (ImageException failure)
        {
            Complain(environment.Name, failure.Message);
            return false;
        }
    }

    // Somebody else may have tidied up. What can be pulled again is not lost.
    private async Task MissAsync(string environment, CancellationToken cancellationToken)
    {
        foreach (var row in await store.OfAsync(Site, environment, cancellationToken))
        {
            if (row.Stage is not ReleaseStage.Removed
                && !(row.Stage is ReleaseStage.Default && row.Digest is not null)
                && await shelf.FindAsync(Site, row.ImageId, cancellationToken) is null)
            {
                await store.ApplyAsync(Site, environment, new ImageGone(row.ImageId), cancellationToken);
            }
        }
    }

    private async Task<bool> PullAsync(EnvironmentOptions environment, CancellationToken cancellationToken)
    {
        if (!await IsPullDueAsync(environment, cancellationToken))
        {
            return false;
        }

        var happened = await runner.PullImageAsync(Site, environment.Image);
        if (happened is StillUnderWay)
        {
            return true;
        }

        _asked.TryRemove(environment.Name, out _);
        _pulled[environment.Name] = time.GetUtcNow();
        Complain(environment.Name, happened switch
        {
            SiteRefused refused => refused.Detail,
            SiteAway away => away.Detail,
            _ => null,
        });
        return false;
    }

    private async Task<bool> IsPullDueAsync(EnvironmentOptions environment, CancellationToken cancellationToken)
    {
        // Without a default a start pulls, and shows how far it is. What is made on this machine no registry has.
        if (environment.BuiltHere || await releases.DefaultAsync(environment.Name, cancellationToken) is null)
        {
            return false;
        }

        var found = await shelf.FindAsync(Site, environment.Image, cancellationToken);
        if (found is not null && (found.Digest is null || !MayMove(environment.Image)))
        {
            return false;
        }

        var pause = found is null ? TimeSpan.FromMinutes(options.Value.LookMinutes) / 2 : TimeSpan.FromHours(options.Value.PullHours);
        var last = _pulled.GetValueOrDefault(environment.Name, found is null ? DateTimeOffset.MinValue : _began);
        return _asked.ContainsKey(environment.Name) || (pause > TimeSpan.Zero && time.GetUtcNow() - last > pause);
    }

    private static bool MayMove(string image) => !image.Contains('@', StringComparison.Ordinal) && !image.StartsWith("sha256:", StringComparison.Ordinal);

    // Once per trouble, not once per round.
    private void Complain(string about, string? trouble)
    {
        if (trouble is null)
        {
            _troubles.TryRemove(about, out _);
        }
        else if (_troubles.GetValueOrDefault(about) != trouble)
        {
            _troubles[about] = trouble;
            Log.Trouble(logger, about, trouble);
        }
    }

    private static partial class Log
    {
        // A server that is just being replaced, a container that is not ours, a name that somebody gave it: tried again in each round.
        [LoggerMessage(2, LogLevel.Information, "An image that nobody needs is not removed yet. {Detail}")]
        public static partial void Stays(ILogger logger, string detail);

        [LoggerMessage(1, LogLevel.Warning, "The image of {Environment} could not be looked after: {Detail}. People get what they had before")]
        public static partial void Trouble(ILogger logger, string environment, string detail);
    }
}
