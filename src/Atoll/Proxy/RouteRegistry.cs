using Atoll.Core.Routing;

namespace Atoll.Proxy;

/// <summary>Holds the table in force. Readers take <see cref="Current"/> once per request; writers swap it whole.</summary>
internal sealed class RouteRegistry
{
    private readonly Lock _writing = new();
    private volatile RouteTable _current = RouteTable.Empty;

    public RouteTable Current => _current;

    /// <summary>Adds a route or replaces the one with its prefix. Requests under way stay with the target they began with.</summary>
    /// <returns>False when a later start of the same resource is published already: the news came too late.</returns>
    public bool Publish(Route route)
    {
        lock (_writing)
        {
            if (_current.Get(route.Prefix) is { } known && known.Resource == route.Resource && known.Generation > route.Generation)
            {
                return false;
            }

            _current = _current.With(route);
            return true;
        }
    }

    /// <summary>Removes a prefix, unless a start later than <paramref name="generation"/> is published there.</summary>
    /// <returns>False when nothing was removed.</returns>
    public bool Withdraw(string prefix, long generation)
    {
        lock (_writing)
        {
            if (_current.Get(prefix) is not { } known || known.Generation > generation)
            {
                return false;
            }

            _current = _current.Without(prefix);
            return true;
        }
    }
}
