using System.Collections.Concurrent;

namespace Atoll.Servers;

/// <summary>
/// Wakes whoever waits for a server to change: the reconciler, progress streams, API calls that wait a while. A wake-up only: what changed
/// is read from the row.
/// </summary>
internal sealed class ServerChanges
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();

    private Action<long>? _listener;

    /// <summary>Called, on the changing thread, after each change: for the reconciler.</summary>
    public void Listen(Action<long> listener) => _listener += listener;

    /// <summary>Ends at the next change. Take it before reading the row, so that no change falls between.</summary>
    public Task Next(long id) =>
        _waiting.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Tells that the row changed.</summary>
    public void Raise(long id)
    {
        if (_waiting.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult();
        }

        _listener?.Invoke(id);
    }
}
