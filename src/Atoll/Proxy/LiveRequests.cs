using System.Collections.Concurrent;

namespace Atoll.Proxy;

/// <summary>Every request on its way through the proxy, so that a revocation can end WebSockets and streams that opened before it.</summary>
internal sealed class LiveRequests
{
    private readonly ConcurrentDictionary<LiveRequest, Passage> _open = new();

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

    internal void Remove(LiveRequest request) => _open.TryRemove(request, out _);
}

/// <summary>One open request; disposed when it is over.</summary>
internal sealed class LiveRequest(LiveRequests owner, HttpContext context) : IDisposable
{
    private readonly Lock _lock = new();
    private HttpContext? _context = context;

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
