using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Environments.Releases;

/// <summary>What an operator can ask of environments, one way for the page and the command line.</summary>
internal sealed class EnvironmentActions(
    Live<Choices> choices, ReleaseStore store, EnvironmentReleases releases, ReleaseRounds rounds, ReleaseWatch watch)
{
    /// <summary>Asks the registry for a newer image, looks what is there, and tests again what failed; all in the background.</summary>
    public async Task<Decision> UpdateAsync(string environment, CancellationToken cancellationToken)
    {
        if (Unknown(environment) is { } unknown)
        {
            return unknown;
        }

        foreach (var row in (await store.OfAsync(LocalSite.Name, environment, cancellationToken)).Where(row => row.Stage is ReleaseStage.Candidate))
        {
            await store.ApplyAsync(row.Site, environment, new TestRequested(row.ImageId), cancellationToken);
        }

        rounds.PullNext(environment);
        watch.Wake();
        return Decision.Done($"Looking for a newer image of '{environment}' in the background. 'atoll environment list' shows what comes of it.");
    }

    public async Task<Decision> RollBackAsync(string environment, CancellationToken cancellationToken) =>
        Unknown(environment) ?? await releases.RollBackAsync(environment, cancellationToken);

    /// <summary>Tests a release again.</summary>
    public async Task<Decision> TestAsync(long id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } release)
        {
            return NoRelease();
        }

        await store.ApplyAsync(release.Site, release.Environment, new TestRequested(release.ImageId), cancellationToken);
        watch.Wake();
        return Decision.Done($"{EnvironmentReleases.NameOf(release)} is tested again in the background.");
    }

    public async Task<Decision> ChooseAsync(long id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } release ? await releases.ChooseAsync(release, cancellationToken) : NoRelease();

    public async Task<Decision> RemoveAsync(long id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } release ? await releases.RemoveAsync(release, cancellationToken) : NoRelease();

    /// <summary>Removes the release whose image's id begins so.</summary>
    public async Task<Decision> RemoveAsync(string environment, string shortId, CancellationToken cancellationToken)
    {
        var rows = await store.OfAsync(LocalSite.Name, environment, cancellationToken);
        var found = rows.Where(row => row.Stage is not ReleaseStage.Removed && row.ShortId.StartsWith(shortId, StringComparison.Ordinal)).ToList();
        return found switch
        {
            [var release] => await releases.RemoveAsync(release, cancellationToken),
            [] => Decision.Refused($"'{environment}' has no image '{shortId}' on the disk. 'atoll environment list' shows what there is."),
            _ => Decision.Refused($"'{shortId}' begins several images of '{environment}'. Write more of the one that you mean."),
        };
    }

    private async Task<ReleaseRow?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await store.AllAsync(cancellationToken)).FirstOrDefault(row => row.Id == id);

    private static Decision NoRelease() => Decision.Refused("That image is not in the list any more.");

    private Decision? Unknown(string environment) => choices.Value.Environments.Any(offer => offer.Name == environment)
        ? null
        : Decision.Refused($"There is no environment '{environment}'. There are: {string.Join(", ", choices.Value.Environments.Select(offer => offer.Name))}.");
}
