using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Environments;
using Atoll.Environments.Releases;
using Atoll.Platform.Configuration;
using Atoll.Workloads;

namespace Atoll.Servers.Testing;

/// <summary>
/// Tests a release by starting a server of it the way a person's is started: row, queue, workload, ready path. Where it is Jupyter, a cell
/// is run too. The server belongs to <see cref="UserName.Tester"/>, has the environment's name, and is taken down at the end.
/// </summary>
internal sealed class SmokeTests(
    Users users, ServerStore store, ServerWaits waits, ServerLogs logs, KernelTest kernel, Live<Choices> choices) : IReleaseTest
{
    // Longer than a start's own clocks all together only when the site is full: then it is somebody else's turn.
    private static readonly TimeSpan _most = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _mostForStop = TimeSpan.FromMinutes(2);

    // These say something about the site, not about the image.
    private static readonly string[] _sitesFault = [Reasons.NoPlace, Reasons.OverCapacity, Reasons.SiteAway, Reasons.NoSpace, Reasons.PullTimeout];

    public async Task<ReleaseVerdict> RunAsync(EnvironmentOptions environment, ReleaseRow release, CancellationToken cancellationToken)
    {
        var tester = await TesterAsync(cancellationToken);
        if (await store.FindAsync(tester.Id, environment.Name, cancellationToken) is { State.IsActive: true } left)
        {
            // Of a hub that died in the middle of a test.
            await TakeDownAsync(left, cancellationToken);
        }

        var plan = ServerPlan.Of(environment, choices.Value.Sizes[0]).On(release);
        var row = await store.StartAsync(
            new StartOrder(tester.Id, environment.Name, LocalSite.Name, new StartChoice(plan, "{}")), cancellationToken);
        try
        {
            return await JudgeAsync(tester, row, cancellationToken);
        }
        finally
        {
            await TakeDownAsync(row, cancellationToken);
        }
    }

    private async Task<ReleaseVerdict> JudgeAsync(UserRow tester, ServerRow asked, CancellationToken cancellationToken) =>
        await waits.UntilAsync(asked.Id, IsDecided, _most, cancellationToken) switch
        {
            { Phase: ServerPhase.Ready } ready => await TryAsync(tester, ready, cancellationToken),
            { State.Failure: { } failure, LogTail: var log } => OfFailure(failure, log),
            _ => new ReleaseVerdict(VerdictKind.Postponed, "the test's server was stopped, or found no place to run in time"),
        };

    private async Task<ReleaseVerdict> TryAsync(UserRow tester, ServerRow ready, CancellationToken cancellationToken)
    {
        var fault = ready.Plan!.OwnLogin ? await kernel.FaultAsync(tester, ready, cancellationToken) : null;
        return fault is null
            ? new ReleaseVerdict(VerdictKind.Passed)
            : new ReleaseVerdict(VerdictKind.Failed, fault, string.Join('\n', await logs.LatestAsync(ready, ServerLogs.Tail, cancellationToken)));
    }

    private static ReleaseVerdict OfFailure(ServerFailure failure, string? log) => _sitesFault.Contains(failure.Reason)
        ? new ReleaseVerdict(VerdictKind.Postponed, failure.Sentence)
        : new ReleaseVerdict(VerdictKind.Failed, $"It did not start: {failure.Sentence}{ExitOf(failure)}.", log);

    private static string ExitOf(ServerFailure failure) => failure.ExitCode is { } code ? $" (exit code {code})" : "";

    private static bool IsDecided(ServerRow row) => row.Phase is ServerPhase.Ready or ServerPhase.Stopped;

    // A hub that is told to end leaves the wish in the row, and waits no longer.
    private async Task TakeDownAsync(ServerRow row, CancellationToken cancellationToken)
    {
        await store.ApplyAsync(row.Id, new StopRequested(), CancellationToken.None);
        if (!cancellationToken.IsCancellationRequested)
        {
            await waits.UntilAsync(row.Id, now => !now.State.IsActive, _mostForStop, cancellationToken);
        }
    }

    private async Task<UserRow> TesterAsync(CancellationToken cancellationToken) =>
        await users.CreateAsync(UserName.Tester, admin: false, password: null, cancellationToken)
        ?? (await users.FindAsync(UserName.Tester.Value, cancellationToken))!;
}
