using Atoll.Core.Routing;
using Microsoft.AspNetCore.Http.Features;

namespace Atoll.Proxy;

/// <summary>The request's path and query byte for byte: the framework's <c>Path</c> has lost the difference between <c>%20</c>, <c>+</c> and <c>%2520</c>.</summary>
internal static class RequestTarget
{
    /// <summary>The target from its path on; empty when the request names no path.</summary>
    public static string Of(HttpContext context) =>
        RawTarget.FromPath(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) ?? "";

    /// <summary>
    /// Where to come back to: the target, with the prefix spelled as it was published, since the cookie's path is compared letter by letter.
    /// </summary>
    public static string Canonical(string target, RouteMatch match)
    {
        var prefix = match.Route.Prefix.AsSpan().TrimEnd('/');
        return match.PrefixLength < 0 || target.AsSpan().StartsWith(prefix, StringComparison.Ordinal)
            ? target
            : string.Concat(prefix, target.AsSpan(match.PrefixLength));
    }
}
