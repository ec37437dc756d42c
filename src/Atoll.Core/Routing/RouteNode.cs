using System.Collections.Immutable;

namespace Atoll.Core.Routing;

/// <summary>One segment of the table's tree. Never changed: an edit copies the nodes on its path and shares the rest.</summary>
internal sealed class RouteNode(Route? route, Dictionary<string, RouteNode>? children)
{
    public static readonly RouteNode Empty = new(null, null);

    // Longer escaped segments are decoded on the heap; names of users and servers are far below.
    private const int StackLimit = 256;

    public Route? Route => route;

    public bool IsLeaf => children is null;

    public RouteNode? Find(ReadOnlySpan<char> segment)
    {
        if (children is null)
        {
            return null;
        }

        return segment.Contains('%') ? FindEscaped(segment) : FindDecoded(segment);
    }

    public RouteNode? FindDecoded(ReadOnlySpan<char> segment) =>
        children is not null && children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var child) ? child : null;

    public RouteNode With(ReadOnlySpan<string> path, Route? value)
    {
        if (path.IsEmpty)
        {
            return new RouteNode(value, children);
        }

        var child = (FindDecoded(path[0]) ?? Empty).With(path[1..], value);
        var copy = children is null ? new Dictionary<string, RouteNode>(StringComparer.Ordinal) : new(children, StringComparer.Ordinal);
        copy[path[0]] = child;
        if (child.Route is null && child.IsLeaf)
        {
            copy.Remove(path[0]);
        }

        return new RouteNode(route, copy.Count == 0 ? null : copy);
    }

    public void Collect(ImmutableArray<Route>.Builder into)
    {
        if (route is not null)
        {
            into.Add(route);
        }

        foreach (var child in children?.Values ?? Enumerable.Empty<RouteNode>())
        {
            child.Collect(into);
        }
    }

    private RouteNode? FindEscaped(ReadOnlySpan<char> segment)
    {
        var buffer = segment.Length <= StackLimit ? stackalloc char[segment.Length] : new char[segment.Length];
        return Uri.TryUnescapeDataString(segment, buffer, out var length) ? FindDecoded(buffer[..length]) : null;
    }
}
