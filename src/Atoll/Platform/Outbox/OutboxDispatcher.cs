using Atoll.Core.Events;
using Atoll.Platform.Database;

namespace Atoll.Platform.Outbox;

/// <summary>Acts on news of other modules. May be called twice with the same event.</summary>
internal interface IEventHandler
{
    Task HandleAsync(HubEvent news, CancellationToken cancellationToken);
}

/// <summary>Wakes the dispatcher after a commit.</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0);

    public void Raise() => _raised.Release();

    public Task<bool> WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _raised.WaitAsync(most, cancellationToken);

    public void Dispose() => _raised.Dispose();
}

/// <summary>
/// Hands committed news to the handlers, in order, and removes each once all had it. What a hub left when it died is handed on at its
/// next start. The interval is a safety net; the signal makes it immediate.
/// </summary>
internal sealed partial class OutboxDispatcher(
    HubDatabase database, OutboxSignal signal, IEnumerable<IEventHandler> handlers, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DispatchAsync(stoppingToken);
                await signal.WaitAsync(_interval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.DispatchFailed(logger, failure);
                await signal.WaitAsync(_interval, stoppingToken);
            }
        }
    }

    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, news) in await database.ReadAsync(OutboxStore.ReadAsync, cancellationToken))
        {
            foreach (var handler in handlers)
            {
                await handler.HandleAsync(news, cancellationToken);
            }

            await database.WriteAsync(connection => OutboxStore.RemoveAsync(connection, id), cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "News in the outbox could not be handed on; it stays there and is tried again")]
        public static partial void DispatchFailed(ILogger logger, Exception failure);
    }
}
