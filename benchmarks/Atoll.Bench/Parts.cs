using Atoll.Bench.Pages;
using Atoll.Bench.Starts;

namespace Atoll.Bench;

/// <summary>What can be measured. A new part is a new line here.</summary>
internal static class Parts
{
    private const int GoalMissed = 3;

    private static readonly Part[] _all =
    [
        new("starts", StartsPart.RunAsync),
        new("pages", PagesPart.RunAsync),
    ];

    public static IEnumerable<string> Names => _all.Select(part => part.Name);

    /// <summary>Measures the parts of these names, all when there are none, one after the other; 0 when every goal was met.</summary>
    public static async Task<int> RunAsync(string[] names, int runs, FileInfo? document, CancellationToken cancellationToken)
    {
        var met = true;
        foreach (var part in _all.Where(part => names.Length == 0 || names.Contains(part.Name, StringComparer.Ordinal)))
        {
            var report = await part.RunAsync(runs, cancellationToken);
            await Console.Out.WriteLineAsync(report.Text.AsMemory(), cancellationToken);
            if (document is not null)
            {
                await BenchmarksDocument.PutAsync(document, part.Name, report.Text, cancellationToken);
            }

            met &= report.GoalMet;
        }

        return met ? 0 : GoalMissed;
    }
}

/// <summary>One thing that is measured.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="RunAsync">Measures with this many repetitions.</param>
internal sealed record Part(string Name, Func<int, CancellationToken, Task<Report>> RunAsync);

/// <summary>What came out.</summary>
/// <param name="Text">Markdown, with a heading.</param>
/// <param name="GoalMet">Whether it is as good as was asked.</param>
internal sealed record Report(string Text, bool GoalMet);
