using Atoll.Core.Lifecycles;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>The last lines of a server: of a running one on demand, of a failed one kept before its workload is removed.</summary>
internal sealed class ServerLogs(WorkloadRunner runner)
{
    /// <summary>Read just before the workload of a failed run is taken down; null when there is nothing to keep.</summary>
    public async Task<string?> OfFailedAsync(ServerRow row, CancellationToken cancellationToken) =>
        row is { Phase: ServerPhase.Stopping, Reason: not null, WorkloadId: { } workload }
            ? string.Join('\n', await runner.LogsAsync(row.Site, workload, cancellationToken))
            : null;

    /// <summary>The last lines as they are now: of the running workload, else what was kept.</summary>
    public async Task<IReadOnlyList<string>> LatestAsync(ServerRow row, CancellationToken cancellationToken) =>
        row is { WorkloadId: { } workload, Phase: ServerPhase.Booting or ServerPhase.Ready or ServerPhase.Launching }
            ? await runner.LogsAsync(row.Site, workload, cancellationToken)
            : row.LogTail?.Split('\n') ?? [];
}
