using System.Collections.Immutable;

namespace Atoll.Core.Routing;

/// <summary>Compares an <c>Origin</c> header with the origins that may act.</summary>
public static class OriginRules
{
    /// <summary>Whether <paramref name="origin"/> is the request's own: same scheme, host and port.</summary>
    /// <param name="origin">As the browser sent it; the opaque origin <c>null</c> is nobody's own.</param>
    /// <param name="scheme">The request's scheme as seen.</param>
    /// <param name="host">The request's Host header, perhaps with a port.</param>
    public static bool IsOwn(ReadOnlySpan<char> origin, ReadOnlySpan<char> scheme, ReadOnlySpan<char> host)
    {
        var border = origin.IndexOf("://", StringComparison.Ordinal);
        return border > 0
            && !host.IsEmpty
            && origin[..border].Equals(scheme, StringComparison.OrdinalIgnoreCase)
            && WithoutDefaultPort(origin[(border + 3)..], scheme)
                .Equals(WithoutDefaultPort(host, scheme), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether <paramref name="origin"/> is in the list. There are no wildcards: an answer with credentials must name its origin.</summary>
    public static bool IsListed(string origin, ImmutableArray<string> allowed) =>
        allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> WithoutDefaultPort(ReadOnlySpan<char> host, ReadOnlySpan<char> scheme)
    {
        var port = scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return host.EndsWith(port, StringComparison.Ordinal) ? host[..^port.Length] : host;
    }
}
