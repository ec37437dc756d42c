using System.Collections.Immutable;

namespace Atoll.Core.Routing;

/// <summary>A URL prefix and the target that the proxy sends it to.</summary>
public sealed record Route
{
    /// <summary>
    /// URL path as published, with percent-escapes (<c>@</c> and <c>~</c> literal) and a slash at the end: <c>/user/ada/</c>.
    /// Matched segment by segment, decoded and case-sensitive.
    /// </summary>
    public required string Prefix { get; init; }

    /// <summary>Where requests go, e.g. <c>http://10.96.0.5:8888</c>. A path in it is put before the request's own.</summary>
    public required Uri Target { get; init; }

    /// <summary>What the access check and the activity meter call it, e.g. <c>server:12</c>; opaque to the proxy.</summary>
    public required string Resource { get; init; }

    /// <summary>True when the target signs people in against the hub itself (<c>jupyterhub-singleuser</c>), so that tokens and user headers are its business.</summary>
    public bool OwnLogin { get; init; }

    /// <summary>True when the profile leaves the check to its server: the gate lets everything through. Default false.</summary>
    public bool CheckAtTarget { get; init; }

    /// <summary>Origins besides its own whose pages may call it, as browsers write them: <c>https://example.org</c>. Default none.</summary>
    public ImmutableArray<string> AllowedOrigins { get; init; } = [];

    /// <summary>Start number of what is behind the prefix: news about an earlier start must not disturb a later one.</summary>
    public long Generation { get; init; }
}

/// <summary>A route that a request's path falls under.</summary>
/// <param name="Route">The route with the longest matching prefix.</param>
/// <param name="PrefixLength">Characters of the raw path that spell the prefix, without the slash that ends it; −1 when dot segments were resolved.</param>
public readonly record struct RouteMatch(Route Route, int PrefixLength);
