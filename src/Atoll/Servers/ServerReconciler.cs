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
    // No server's id: asks for a look at who is next in the queue.
    private const long TheQueue = 0;

    // Effects mostly wait for the engine; this bounds how many do at once.
    private const int Concurrency = 16;

    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(1);
    // Whoever is not next hears of it when they are; this is for what nobody tells, such as the clock that runs out.
    private static readonly TimeSpan _slowest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _watch = TimeSpan.FromSeconds(30);

    private readonly WorkQueue<long> _queue;
    private readonly ServerStore _store;
    private readonly ServerEffects _effects;
    private readonly ServerLogs _logs;
    private readonly StartQueue _starts;
    private readonly TimeProvider _time;

    // A hint: while nobody waits, no change is worth a look at the queue.
    private volatile bool _somebodyWaits;

    public ServerReconciler(
        ServerStore store,
        ServerEffects effects,
        ServerLogs logs,
        StartQueue starts,
        ServerChanges changes,
        TimeProvider time,
        ILogger<ServerReconciler> logger)
    {
        _store = store;
        _effects = effects;
        _logs = logs;
        _starts = starts;
        _time = time;
        _queue = new WorkQueue<long>(time, logger);
        changes.Listen(LookAgainAt);
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

    // What one server leaves, the next in the queue takes at once.
    private void LookAgainAt(long id)
    {
        _queue.Enqueue(id);
        if (_somebodyWaits)
        {
            _queue.Enqueue(TheQueue);
        }
    }

    private async Task LookAtQueueAsync(CancellationToken cancellationToken)
    {
        _somebodyWaits = false;
        foreach (var id in await _starts.FirstInLineAsync(cancellationToken))
        {
            _somebodyWaits = true;
            _queue.Enqueue(id);
        }
    }

    // One step per turn: each change of the row puts the server back into the queue by itself.
    private async Task ReconcileAsync(long id, CancellationToken cancellationToken)
    {
        if (id == TheQueue)
        {
            await LookAtQueueAsync(cancellationToken);
            return;
        }

        if (await _store.GetAsync(id, cancellationToken) is not { } row || ServerLifecycle.Due(row.State) is ServerEffect.None)
        {
            return;
        }

        var logTail = await _logs.OfFailedAsync(row, cancellationToken);
        var happened = await _effects.PerformAsync(ServerLifecycle.Due(row.State), row, cancellationToken);
        _somebodyWaits |= happened is Queued;
        if (await ApplyAsync(row, happened, logTail, cancellationToken) is { } after && after.State == row.State)
        {
            _queue.EnqueueAfter(id, Pause(after, happened));
        }
    }

    private async Task<ServerRow?> ApplyAsync(ServerRow row, ServerEvent happened, string? logTail, CancellationToken cancellationToken)
    {
        // Most looks bring nothing new; they must not cost a write.
        var unchanged = row.State;
        if (ServerLifecycle.Next(unchanged, happened, _time.GetUtcNow(), _store.Clocks) == unchanged)
        {
            return row;
        }

        return happened is Placed
            ? await _starts.TakeAsync(row, cancellationToken)
            : await _store.ApplyAsync(row.Id, happened, logTail, cancellationToken);
    }

    private TimeSpan Pause(ServerRow row, ServerEvent happened) => row.Phase switch
    {
        ServerPhase.Ready => _watch,
        _ when happened is SiteAway => _slow,
        _ when happened is Queued { Place: var place } => TimeSpan.FromSeconds(Math.Min(place, _slowest.TotalSeconds)),
        ServerPhase.Booting or ServerPhase.Launching => ProbePace.After(_time.GetUtcNow() - row.PhaseSince),
        _ => _slow,
    };
}
