using System.Diagnostics;
using Atoll.Differential.Answers;
using Atoll.Differential.Corpus;
using Atoll.Differential.Corpus.Scripts;
using Atoll.Differential.Hubs;
using Atoll.Differential.Reports;
using Xunit;

namespace Atoll.Differential;

/// <summary>Both hubs, asked everything once; the tests look at what they said.</summary>
public sealed class Run : IAsyncLifetime
{
    private Comparer? _comparer;

    internal IReadOnlyCollection<Comparison> Comparisons => _comparer!.Done;

    internal IReadOnlyCollection<string> Broken => _comparer!.Broken;

    public async ValueTask InitializeAsync()
    {
        await using var theirs = await JupyterHubSide.StartAsync();
        await using var ours = await AtollSide.StartAsync();
        _comparer = new Comparer(theirs, ours);
        try
        {
            await AskEverythingAsync(_comparer);
        }
        finally
        {
            await Report.WriteAsync(Comparisons, await theirs.LogAsync(), ours.Complaints);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task AskEverythingAsync(Comparer comparer)
    {
        await Timed("seed", () => new Seed(comparer).RunAsync());
        await Timed("reads", () => comparer.AskAllAsync(Reads.All));
        await Timed("refusals", () => comparer.AskAllAsync(Refusals.All));
        await Timed("malformed", () => comparer.AskAllAsync(Malformed.All));
        await Timed("scripts", () => comparer.PlayAllAsync(Scripts));
        await Timed("pages", () => comparer.PlayAllAsync(PageScripts.All));
        // Both go.
        await Timed("proxy", () => comparer.AskAsync(new Call("PATCH", "/hub/api/proxy", Actors.Root) { Body = "{}" }));
        await Timed("end", () => comparer.AskAsync(new Call("POST", "/hub/api/shutdown", Actors.Root) { Body = "{}" }));
    }

    private static IEnumerable<Func<Script, Task>> Scripts =>
        [.. UserScripts.All, .. GroupScripts.All, .. TokenScripts.All, .. ServerScripts.All, .. ServiceScripts.All, .. ShareScripts.All, .. OAuthScripts.All];

    private static async Task Timed(string what, Func<Task> step)
    {
        if (what != "seed" && Environment.GetEnvironmentVariable("ATOLL_DIFFERENTIAL") is { Length: > 0 } only && !only.Contains(what, StringComparison.Ordinal))
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        await step();
        TestContext.Current.SendDiagnosticMessage($"{what}: {watch.Elapsed.TotalSeconds:0.0} s");
    }
}
