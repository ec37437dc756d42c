using Atoll.Compute;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>
/// The suite that every <see cref="ISite"/> passes. One class per subject; a test project derives each with its own harness.
/// This base holds the words the facts are written in.
/// </summary>
public abstract class SiteConformance(SiteHarness harness)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs until it is told to end, and ends at once when it is.</summary>
    protected const string Forever = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected SiteHarness Harness => harness;

    protected ISite Site => harness.Site;

    /// <summary>A name that no other fact uses.</summary>
    protected static string NewName() => $"w-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>Waits for a condition by asking again and again.</summary>
    protected static async Task<T> EventuallyAsync<T>(Func<Task<T?>> ask, string what)
        where T : class =>
        await Poll.UntilAsync(ask, Patience, TimeProvider.System, Token)
            ?? throw new TimeoutException($"Not within {Patience.TotalSeconds} s: {what}");

    protected WorkloadSpec Shell(string name, string script) => harness.Shell(name, script);

    protected Task<WorkloadObserved> EnsureAsync(WorkloadSpec spec) => Site.EnsureAsync(spec, Token);

    protected Task<WorkloadObserved> EnsureAsync(string name, string script) => EnsureAsync(Shell(name, script));

    protected Task<WorkloadObserved> EndedAsync(string name) => EventuallyAsync(
        async () => await Site.FindAsync(name, Token) is { Phase: WorkloadPhase.Ended } ended ? ended : null, $"{name} ends");

    /// <summary>Waits until the workload has written a line.</summary>
    protected Task<string> LineAsync(WorkloadObserved workload, Func<string, bool> wanted) => EventuallyAsync(
        async () => (await Site.LogsAsync(workload.Id, 1000, Token)).FirstOrDefault(wanted), $"{workload.Name} writes the line");

    /// <summary>Runs a script to its end and returns what it wrote.</summary>
    protected async Task<IReadOnlyList<string>> OutputAsync(WorkloadSpec spec)
    {
        await EnsureAsync(spec);
        var ended = await EndedAsync(spec.Name);
        return await Site.LogsAsync(ended.Id, 1000, Token);
    }
}
