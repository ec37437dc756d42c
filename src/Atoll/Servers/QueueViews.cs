using Atoll.Core.Capacity;
using Atoll.Core.Lifecycles;

namespace Atoll.Servers;

/// <summary>Where a start stands in the queue, for those who look at it.</summary>
/// <param name="Place">1 being next; null when that cannot be told, because its site does not answer.</param>
/// <param name="WaitsFor">A sentence or two.</param>
internal sealed record QueueView(int? Place, string WaitsFor)
{
    /// <summary>In one line, for the progress stream.</summary>
    public string Line => Place is { } place ? $"Number {place} in the queue. {WaitsFor}" : WaitsFor;
}

/// <summary>Reads it from the rows, as the queue itself does.</summary>
internal sealed class QueueViews(SiteLoads loads)
{
    private const string Away = "The machine that runs the servers does not answer. This goes on as soon as it does.";

    /// <summary>Null for a start that does not wait.</summary>
    public async Task<QueueView?> OfAsync(ServerRow row, CancellationToken cancellationToken)
    {
        if (row.Phase is not ServerPhase.Waiting)
        {
            return null;
        }

        var (load, failure) = await loads.ReadAsync(row.Site, cancellationToken);
        return failure is not null ? new QueueView(null, Away) : Of(row, load!);
    }

    // One that gets its place, or is refused, at the next look does not wait.
    private static QueueView? Of(ServerRow row, SiteLoad load) =>
        Placement.Of(load, row.Id) is { Place: > 0 } standing
            ? new QueueView(standing.Place, CapacityWords.Waits(standing, row.Plan?.Needs ?? default, load))
            : null;
}
