using Atoll.Core.Lifecycles;
using Atoll.Platform.Work;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>
/// Brings every server to what is wanted of it. It keeps nothing of its own: the effect that is due follows from the row, so a hub that
/// starts again begins where the last one was.
/// </summary>
internal sealed class ServerReconciler : BackgroundService, IWorkloadOwner
{
    // Effects mostly wait for the engine; this bounds how many do at once.
    private const int Concurrency = 16;

    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _watch = TimeSpan.FromSeconds(30);

    private readonly WorkQueue<long> _queue;
    private readonly ServerStore _store;
    private readonly ServerEffects _effects;
    private readonly ServerLogs _logs;
    private readonly TimeProvider _time;

    public ServerReconciler(
        ServerStore store, ServerEffects effects, ServerLogs logs, ServerChanges changes, TimeProvider time, ILogger<ServerReconciler> logger)
    {
        _store = store;
        _effects = effects;
        _logs = logs;
        _time = time;
        _queue = new WorkQueue<long>(time, logger);
        changes.Listen(_queue.Enqueue);
    }

    /// <summary>Before anybody is served: a request for a running server must not find it missing because the hub has only just begun.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await _store.ActiveAsync(cancellationToken))
        {
            _effects.PublishIfReady(row);
        }

        await base.StartAsync(cancellationToken);
    }

    public string Kind => ServerNames.Kind;

    public async Task<bool> WantsAsync(string workload, long startNumber, CancellationToken cancellationToken) =>
        ServerNames.TryParseWorkload(workload, out var id)
        && await _store.GetAsync(id, cancellationToken) is { } row
        && row.State.IsActive
        && row.StartNumber == startNumber;

    public void LookAgain(string workload)
    {
        if (ServerNames.TryParseWorkload(workload, out var id))
        {
            _effects.LookNext(id);
            _queue.Enqueue(id);
        }
    }

    public async Task LookAtAllAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await _store.ActiveAsync(cancellationToken))
        {
            _queue.Enqueue(row.Id);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LookAtAllAsync(stoppingToken);
        await _queue.RunAsync(Concurrency, ReconcileAsync, stoppingToken);
    }

    // One step per turn: each change of the row puts the server back into the queue by itself.
    private async Task ReconcileAsync(long id, CancellationToken cancellationToken)
    {
        if (await _store.GetAsync(id, cancellationToken) is not { } row || ServerLifecycle.Due(row.State) is ServerEffect.None)
        {
            return;
        }

        var logTail = await _logs.OfFailedAsync(row, cancellationToken);
        var happened = await _effects.PerformAsync(ServerLifecycle.Due(row.State), row, cancellationToken);
        if (await ApplyAsync(row, happened, logTail, cancellationToken) is { } after && after.State == row.State)
        {
            _queue.EnqueueAfter(id, Pause(after, happened));
        }
    }

    private async Task<ServerRow?> ApplyAsync(ServerRow row, ServerEvent happened, string? logTail, CancellationToken cancellationToken)
    {
        // Most looks bring nothing new; they must not cost a write.
        var unchanged = row.State;
        return ServerLifecycle.Next(unchanged, happened, _time.GetUtcNow(), _store.Clocks) == unchanged
            ? row
            : await _store.ApplyAsync(row.Id, happened, logTail, cancellationToken);
    }

    private TimeSpan Pause(ServerRow row, ServerEvent happened) => row.Phase switch
    {
        ServerPhase.Ready => _watch,
        _ when happened is SiteAway => _slow,
        ServerPhase.Booting or ServerPhase.Launching => ProbePace.After(_time.GetUtcNow() - row.PhaseSince),
        _ => _slow,
    };
}
