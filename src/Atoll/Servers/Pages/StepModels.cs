using Atoll.Core.Lifecycles;
using Atoll.Web;
using Atoll.Workloads;

namespace Atoll.Servers.Pages;

/// <summary>The named steps of a start with their own clocks, and what they usually take on this hub.</summary>
internal sealed class StepModels(StartHistory history, ImagePulls pulls, SiteOutages outages, TimeProvider time)
{
    // Below this, "usually" is one or two people's luck.
    private const int EnoughHistory = 3;

    // Image and launch show as one step: to a person both are "the environment".
    private static readonly Step[] _steps =
    [
        new("A place to run it", start => start.Requested, start => start.Placed),
        new("Environment ready", start => start.Placed, start => start.Launched),
        new("Starting {0}", start => start.Launched, start => start.Ready),
    ];

    public async Task<IReadOnlyList<StartStep>> MakeAsync(ServerRow row, StartRow start, CancellationToken cancellationToken)
    {
        var recent = await history.RecentAsync(row.Environment ?? "", cancellationToken);
        return [.. _steps.Select(step => Make(step, start, row, recent))];
    }

    private StartStep Make(Step step, StartRow start, ServerRow row, IReadOnlyList<StartRow> recent)
    {
        var (from, to) = (step.From(start), step.To(start));
        var state = StateOf(from, to, start);
        return new StartStep
        {
            Title = string.Format(null, step.Title, row.Plan?.Application ?? "it"),
            State = state,
            Elapsed = from is null ? null : (to ?? start.Ended ?? time.GetUtcNow()) - from,
            Usual = state is StepState.Now or StepState.Ahead ? UsualOf(step, recent) : null,
            Note = state is StepState.Now ? NoteOf(row) : null,
        };
    }

    private static StepState StateOf(DateTimeOffset? from, DateTimeOffset? to, StartRow start) => (from, to, start.Ended) switch
    {
        (null, _, _) => StepState.Ahead,
        (_, not null, _) => StepState.Done,
        (_, _, not null) => StepState.Failed,
        _ => StepState.Now,
    };

    private static StepRange? UsualOf(Step step, IReadOnlyList<StartRow> recent)
    {
        var spans = recent.Select(start => step.To(start) - step.From(start)).OfType<TimeSpan>().Order().ToList();
        // Without the quickest and slowest tenth: one bad day should not be what is usual.
        return spans.Count < EnoughHistory ? null : new StepRange(spans[spans.Count / 10], spans[spans.Count - 1 - (spans.Count / 10)]);
    }

    private string? NoteOf(ServerRow row) =>
        row.Phase is not ServerPhase.Waiting && outages.IsAway(row.Site) ? "The machine that runs the servers does not answer. This goes on as soon as it does."
        : row.Phase is ServerPhase.Pulling
        && row.Plan is { } plan
        && pulls.ProgressOf(row.Site, plan.Image) is { Total: > 0 } progress
            ? $"{Words.Bytes(progress.Done)} of {Words.Bytes(progress.Total)}"
            : null;

    private sealed record Step(string Title, Func<StartRow, DateTimeOffset?> From, Func<StartRow, DateTimeOffset?> To);
}
