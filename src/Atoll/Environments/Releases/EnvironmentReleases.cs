using Atoll.Core.Lifecycles;
using Atoll.Workloads;

namespace Atoll.Environments.Releases;

/// <summary>What a start is given, and what an operator can decide about it.</summary>
internal sealed partial class EnvironmentReleases(
    ReleaseStore store, ImageShelf shelf, IEnumerable<IImageUsers> users, ILogger<EnvironmentReleases> logger)
{
    private static string Site => LocalSite.Name;

    /// <summary>What people get of an environment; null while nothing of it was ever there.</summary>
    public async Task<ReleaseRow?> DefaultAsync(string environment, CancellationToken cancellationToken) =>
        (await store.OfAsync(Site, environment, cancellationToken)).FirstOrDefault(row => row.Stage is ReleaseStage.Default);

    /// <summary>What people get of each environment, by its name.</summary>
    public async Task<IReadOnlyDictionary<string, ReleaseRow>> DefaultsAsync(CancellationToken cancellationToken) =>
        (await store.AllAsync(cancellationToken))
            .Where(row => row.Site == Site && row.Stage is ReleaseStage.Default)
            .ToDictionary(row => row.Environment, StringComparer.Ordinal);

    /// <summary>Takes note of what a reference means; null when it is not on the site.</summary>
    /// <exception cref="ImageException">The site does not answer.</exception>
    public async Task<ReleaseChange?> SeeAsync(string environment, string reference, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(Site, reference, cancellationToken) is not { } found)
        {
            return null;
        }

        var change = await store.ApplyAsync(
            Site, environment, new ReferenceSeen(found.Id, reference), new ImageFacts(found.Digest, found.SizeBytes), cancellationToken);
        Tell(environment, change);
        return change;
    }

    /// <summary>Makes the default before this one the default again; tells what came of it in a sentence.</summary>
    public async Task<Decision> RollBackAsync(string environment, CancellationToken cancellationToken)
    {
        var change = await store.ApplyAsync(Site, environment, new RollbackRequested(), cancellationToken);
        Tell(environment, change);
        return change.MovedDefault
            ? Decision.Done($"'{environment}' is back at {NameOf(change.Default!)}. Starts get it from now on; servers that run keep what they have until they are restarted.")
            : Decision.Refused($"'{environment}' has no default before this one to go back to. 'atoll environment list' shows what there is.");
    }

    /// <summary>Makes a release the default, whatever its test says.</summary>
    public async Task<Decision> ChooseAsync(ReleaseRow release, CancellationToken cancellationToken)
    {
        var change = await store.ApplyAsync(release.Site, release.Environment, new DefaultChosen(release.ImageId), cancellationToken);
        Tell(release.Environment, change);
        return change.Default?.ImageId == release.ImageId
            ? Decision.Done($"'{release.Environment}' is {NameOf(release)} now. Servers that run keep what they have until they are restarted.")
            : Decision.Refused($"{NameOf(release)} cannot be given to people: its image is gone from the disk.");
    }

    /// <summary>Takes a release's image off the disk.</summary>
    public async Task<Decision> RemoveAsync(ReleaseRow release, CancellationToken cancellationToken)
    {
        var all = await store.AllAsync(cancellationToken);
        var used = await UsedAsync(release.Site, cancellationToken);
        if (ImageKeeping.Obstacle(release, all, used) is { } obstacle)
        {
            return Decision.Refused($"{NameOf(release)} stays: {obstacle}.");
        }

        try
        {
            await shelf.RemoveAsync(release.Site, release.ImageId, cancellationToken);
        }
        catch (ImageException failure)
        {
            return Decision.Refused($"{NameOf(release)} could not be removed: {failure.Message}");
        }

        await ForgetAsync(release, all, cancellationToken);
        Log.Removed(logger, release.Environment, release.ShortId);
        return Decision.Done($"{NameOf(release)} is off the disk.");
    }

    /// <summary>How many servers run on each image.</summary>
    public async Task<IReadOnlyDictionary<string, int>> UsedAsync(string site, CancellationToken cancellationToken)
    {
        var sum = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var user in users)
        {
            foreach (var (image, count) in await user.CountAsync(site, cancellationToken))
            {
                sum[image] = sum.GetValueOrDefault(image) + count;
            }
        }

        return sum;
    }

    /// <summary>Says in the log that people get something else now.</summary>
    public void Tell(string environment, ReleaseChange change)
    {
        if (change is { MovedDefault: true, Default: { } now })
        {
            Log.NewDefault(logger, environment, now.Reference, now.ShortId, change.DefaultBefore?.ShortId ?? "nothing");
        }
    }

    /// <summary>A release as sentences name it.</summary>
    public static string NameOf(ReleaseRow release) => $"{release.Reference} ({release.ShortId})";

    // The same content may be a release of several environments.
    private async Task ForgetAsync(ReleaseRow release, IReadOnlyList<ReleaseRow> all, CancellationToken cancellationToken)
    {
        foreach (var row in all.Where(row => row.Site == release.Site && row.ImageId == release.ImageId))
        {
            await store.ApplyAsync(row.Site, row.Environment, new ImageGone(row.ImageId), cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Environment {Environment} is {Reference} ({Image}) from now on; it was {Before}")]
        public static partial void NewDefault(ILogger logger, string environment, string reference, string image, string before);

        [LoggerMessage(2, LogLevel.Information, "The image {Image} of environment {Environment} is off the disk")]
        public static partial void Removed(ILogger logger, string environment, string image);
    }
}

/// <summary>What came of an operator's decision.</summary>
internal sealed record Decision(bool Ok, string Text)
{
    public static Decision Done(string text) => new(true, text);

    public static Decision Refused(string text) => new(false, text);
}
