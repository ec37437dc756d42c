using System.Collections.Concurrent;

namespace Atoll.Proxy;

/// <summary>When each resource was last used, in memory until the hub collects it. A crash loses what was not yet drained.</summary>
internal sealed class ActivityMeter(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);

    /// <summary>Notes that a resource is in use now.</summary>
    public void Touch(string resource) => _last[resource] = time.GetUtcNow();

    /// <summary>A throttled way to <see cref="Touch"/> for one connection's traffic.</summary>
    public Traffic Follow(string resource) => new(this, resource, time);

    /// <summary>Last activity of each resource used since the last call, by the proxy's clock.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Drain()
    {
        var drained = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var resource in _last.Keys)
        {
            if (_last.TryRemove(resource, out var at))
            {
                drained[resource] = at;
            }
        }

        return drained;
    }

    /// <summary>One connection's traffic, noted at most once a second: messages come by the thousand.</summary>
    internal sealed class Traffic(ActivityMeter meter, string resource, TimeProvider time)
    {
        private long _next = long.MinValue;

        public void Seen()
        {
            var now = time.GetTimestamp();
            if (now >= Volatile.Read(ref _next))
            {
                Volatile.Write(ref _next, now + time.TimestampFrequency);
                meter.Touch(resource);
            }
        }
    }
}
