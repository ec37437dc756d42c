using System.Collections.Concurrent;

namespace Atoll.Proxy;

/// <summary>Every request on its way through the proxy, so that a revocation can end WebSockets and streams that opened before it.</summary>
internal sealed class LiveRequests
{
    private readonly ConcurrentDictionary<LiveRequest, Passage> _open = new();
    private volatile TaskCompletionSource? _waiting;

    public int Count => _open.Count;

    public LiveRequest Open(HttpContext context, Passage passage)
    {
        var request = new LiveRequest(this, context);
        _open[request] = passage;
        return request;
    }

    /// <summary>Aborts both sides of every open request whose passage matches.</summary>
    public void Close(Predicate<Passage> match)
    {
        foreach (var (request, passage) in _open)
        {
            if (match(passage))
            {
                request.Abort();
            }
        }
    }

    /// <summary>Aborts every WebSocket, or whatever else a connection was turned into.</summary>
    public void CloseUpgraded()
    {
        foreach (var request in _open.Keys.Where(request => request.IsUpgraded))
        {
            request.Abort();
        }
    }

    /// <summary>Ends as soon as none is open; one waits, when the program stops.</summary>
    public Task WhenEmpty()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting = waiting;
        Tell();
        return waiting.Task;
    }

    internal void Remove(LiveRequest request)
    {
        _open.TryRemove(request, out _);
        Tell();
    }

    private void Tell()
    {
        if (_waiting is { } waiting && _open.IsEmpty)
        {
            waiting.TrySetResult();
        }
    }
}

/// <summary>One open request; disposed when it is over.</summary>
internal sealed class LiveRequest(LiveRequests owner, HttpContext context) : IDisposable
{
    private readonly Lock _lock = new();
    private HttpContext? _context = context;

    /// <summary>HTTP/1.1 asks with a header, HTTP/2 with a method.</summary>
    public bool IsUpgraded { get; } = context.Request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(context.Request.Method);

    // The server uses a context again for the connection's next request: after Dispose it is somebody else's.
    public void Abort()
    {
        lock (_lock)
        {
            _context?.Abort();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _context = null;
        }

        owner.Remove(this);
    }
}
