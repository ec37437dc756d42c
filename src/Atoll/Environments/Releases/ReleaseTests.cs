using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Environments.Releases;

/// <summary>Tests the candidates that wait for it, one after the other: a test takes a place that a person could have.</summary>
internal sealed partial class ReleaseTests(
    Live<Choices> choices, ReleaseStore store, EnvironmentReleases releases, IReleaseTest test, ILogger<ReleaseTests> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var release in (await store.AllAsync(cancellationToken)).Where(row => row.Site == LocalSite.Name && row.State.IsDueForTest))
        {
            if (choices.Value.Environments.FirstOrDefault(offer => offer.Name == release.Environment) is { } environment)
            {
                await RunAsync(environment, release, cancellationToken);
            }
        }
    }

    private async Task RunAsync(EnvironmentOptions environment, ReleaseRow release, CancellationToken cancellationToken)
    {
        Log.Testing(logger, environment.Name, release.ShortId);
        var verdict = await test.RunAsync(environment, release, cancellationToken);
        if (verdict.Kind is VerdictKind.Postponed)
        {
            Log.Postponed(logger, environment.Name, release.ShortId, verdict.Reason);
            return;
        }

        if (verdict.Kind is VerdictKind.Failed)
        {
            Log.Failed(logger, environment.Name, release.ShortId, verdict.Reason);
        }

        await NoteAsync(release, verdict, cancellationToken);
    }

    private async Task NoteAsync(ReleaseRow release, ReleaseVerdict verdict, CancellationToken cancellationToken)
    {
        var tested = new ReleaseTested(release.ImageId, verdict.Reason, verdict.LogTail);
        releases.Tell(release.Environment, await store.ApplyAsync(release.Site, release.Environment, tested, cancellationToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Testing the new image {Image} of environment {Environment}")]
        public static partial void Testing(ILogger logger, string environment, string image);

        [LoggerMessage(2, LogLevel.Warning, "The new image {Image} of environment {Environment} failed its test: {Reason} People keep the one before")]
        public static partial void Failed(ILogger logger, string environment, string image, string? reason);

        [LoggerMessage(3, LogLevel.Information, "The test of image {Image} of environment {Environment} waits: {Reason}")]
        public static partial void Postponed(ILogger logger, string environment, string image, string? reason);
    }
}
