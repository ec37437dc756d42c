using System.Collections.Immutable;

namespace Atoll.Core.Routing;

/// <summary>
/// All routes at one moment, immutable: the longest prefix wins, compared segment by segment on the decoded path, case-sensitive.
/// A lookup costs one hash per segment however many routes there are, and allocates nothing but for paths with dot segments.
/// </summary>
/// <remarks>
/// <para><c>/user/ada</c> falls under <c>/user/ada/</c>; <c>/user/adam</c> does not. An escaped slash is part of its segment, never a border,
/// and an empty segment (<c>//</c>) is a segment like any other.</para>
/// <para>Dot segments (<c>.</c>, <c>..</c>, escaped or not) are resolved before matching, exactly as Kestrel resolves them for the hub's own
/// pages, so that both always agree on whose path it is. What is forwarded is not this table's business.</para>
/// </remarks>
public sealed class RouteTable
{
    /// <summary>A table without routes.</summary>
    public static readonly RouteTable Empty = new(RouteNode.Empty);

    private readonly RouteNode _root;

    private RouteTable(RouteNode root) => _root = root;

    /// <summary>Every route, in no particular order; made anew at each call.</summary>
    public ImmutableArray<Route> ToRoutes()
    {
        var routes = ImmutableArray.CreateBuilder<Route>();
        _root.Collect(routes);
        return routes.DrainToImmutable();
    }

    /// <summary>This table with <paramref name="route"/> added, in place of the one with the same prefix.</summary>
    /// <exception cref="ArgumentException">When the prefix does not begin with a slash.</exception>
    public RouteTable With(Route route) => new(_root.With(PathSegments.OfPrefix(route.Prefix), route));

    /// <summary>This table without the route of exactly this prefix (with or without the slash at its end).</summary>
    /// <exception cref="ArgumentException">When the prefix does not begin with a slash.</exception>
    public RouteTable Without(string prefix) => Get(prefix) is null ? this : new(_root.With(PathSegments.OfPrefix(prefix), null));

    /// <summary>The route of exactly this prefix (with or without the slash at its end), or null.</summary>
    /// <exception cref="ArgumentException">When the prefix does not begin with a slash.</exception>
    public Route? Get(string prefix)
    {
        var node = _root;
        foreach (var segment in PathSegments.OfPrefix(prefix))
        {
            node = node.FindDecoded(segment);
            if (node is null)
            {
                return null;
            }
        }

        return node.Route;
    }

    /// <summary>The route that a path falls under, or null.</summary>
    /// <param name="path">The path as it came, escapes and all, without the query.</param>
    public RouteMatch? Find(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[0] != '/')
        {
            return null;
        }

        return PathSegments.HasDots(path) ? FindResolved(PathSegments.Resolve(path)) : FindRaw(path);
    }

    private RouteMatch? FindRaw(ReadOnlySpan<char> path)
    {
        var node = _root;
        var best = node.Route is { } root ? new RouteMatch(root, 0) : (RouteMatch?)null;
        for (var start = 1; start <= path.Length && !node.IsLeaf;)
        {
            var length = path[start..].IndexOf('/');
            var end = length < 0 ? path.Length : start + length;
            node = node.Find(path[start..end]);
            if (node is null)
            {
                break;
            }

            best = node.Route is { } route ? new RouteMatch(route, end) : best;
            start = end + 1;
        }

        return best;
    }

    private RouteMatch? FindResolved(List<string> segments)
    {
        var node = _root;
        var best = node.Route;
        foreach (var segment in segments)
        {
            node = node.FindDecoded(segment);
            if (node is null)
            {
                break;
            }

            best = node.Route ?? best;
        }

        return best is null ? null : new RouteMatch(best, -1);
    }
}
