using Atoll.Core.Lifecycles;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>The last lines of a server: of a running one on demand, of a failed one kept before its workload is removed.</summary>
internal sealed class ServerLogs(WorkloadRunner runner, ServerTokens tokens)
{
    /// <summary>What a page shows beside something else, and what is kept of a failed run.</summary>
    public const int Tail = 60;

    private const string Mask = "[the server's token]";

    /// <summary>Read just before the workload of a failed run is taken down; null when there is nothing to keep.</summary>
    public async Task<string?> OfFailedAsync(ServerRow row, CancellationToken cancellationToken) =>
        row is { Phase: ServerPhase.Stopping, Reason: not null, WorkloadId: not null }
            ? string.Join('\n', await ReadAsync(row, Tail, cancellationToken))
            : null;

    /// <summary>The last lines as they are now: of the workload if there is one, else what was kept.</summary>
    public async Task<IReadOnlyList<string>> LatestAsync(ServerRow row, int lines, CancellationToken cancellationToken) => HasItsOwn(row)
        ? await ReadAsync(row, lines, cancellationToken)
        : row.LogTail?.Split('\n').TakeLast(lines).ToList() ?? [];

    /// <summary>True while there is a workload whose lines can be read.</summary>
    public static bool HasItsOwn(ServerRow row) =>
        row is { WorkloadId: not null, Phase: ServerPhase.Launching or ServerPhase.Booting or ServerPhase.Ready };

    private async Task<IReadOnlyList<string>> ReadAsync(ServerRow row, int lines, CancellationToken cancellationToken)
    {
        var read = await runner.LogsAsync(row.Site, row.WorkloadId!, lines, cancellationToken);
        // Some programs print their whole environment. The log is read by more eyes than the server's owner's.
        var token = tokens.Make(row.Id, row.StartNumber);
        return [.. read.Select(line => line.Replace(token, Mask, StringComparison.Ordinal))];
    }
}
