using Microsoft.AspNetCore.Http.Features;

namespace Atoll.Proxy;

/// <summary>What sort of request it is: people get pages and redirects, programs get JSON, upgrades get checked harder.</summary>
internal static class RequestKind
{
    /// <summary>A WebSocket or another protocol that takes over the connection or stream.</summary>
    public static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true;

    /// <summary>A browser going to a page. Those too old to say so are known by asking for HTML.</summary>
    public static bool IsNavigation(HttpContext context)
    {
        var request = context.Request;
        return IsRead(request)
            && !IsUpgrade(context)
            && (SaysFetch(request)
                ? request.Headers["Sec-Fetch-Mode"] == "navigate"
                : request.Headers.Accept.Any(accept => accept!.Contains("text/html", StringComparison.OrdinalIgnoreCase)));
    }

    public static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>A program that neither says that it is a browser nor what it would like to have.</summary>
    public static bool TakesAnything(HttpRequest request) =>
        !SaysFetch(request) && request.Headers.Accept.All(accept => accept is null or "" or "*/*");

    /// <summary>A browser of today, which says who asks.</summary>
    public static bool SaysFetch(HttpRequest request) =>
        request.Headers.Keys.Any(name => name.StartsWith("Sec-Fetch-", StringComparison.OrdinalIgnoreCase));
}
