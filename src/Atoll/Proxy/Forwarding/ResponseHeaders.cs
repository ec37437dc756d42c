using Atoll.Core.Routing;

namespace Atoll.Proxy.Forwarding;

/// <summary>Keeps a server from reaching beyond its own prefix on the host it shares with the hub and with others' servers.</summary>
internal static class ResponseHeaders
{
    private const string WorkerScope = "Service-Worker-Allowed";

    // What a browser applies to the whole host, not to the page that said it.
    private static readonly string[] HostWide = ["Strict-Transport-Security", "Alt-Svc", "Clear-Site-Data", "NEL", "Report-To"];

    /// <summary>Takes out what a server says about the host: that is the hub's to say.</summary>
    public static void WithholdHostWide(HttpResponseMessage? response)
    {
        foreach (var name in HostWide)
        {
            response?.Headers.Remove(name);
        }
    }

    public static void Restrain(HttpContext context, Route route)
    {
        var headers = context.Response.Headers;
        if (headers.SetCookie.Any(cookie => OwnCookies.IsForged(cookie)))
        {
            headers.SetCookie = headers.SetCookie.Where(cookie => !OwnCookies.IsForged(cookie)).ToArray();
        }

        // A worker with a wider scope would see and answer every request to the hub and to other people's servers.
        if (headers[WorkerScope] is { Count: > 0 } scope && !IsUnder(context.Request, route, scope.ToString()))
        {
            headers.Remove(WorkerScope);
        }

        LetListedOriginRead(context, route);
    }

    // A server that knows nothing of CORS would leave the preflight's promise unkept; one that does has the last word.
    private static void LetListedOriginRead(HttpContext context, Route route)
    {
        if (context.Request.Headers.Origin is [{ Length: > 0 } origin]
            && OriginRules.IsListed(origin, route.AllowedOrigins)
            && context.Response.Headers.AccessControlAllowOrigin.Count == 0)
        {
            Preflight.AllowOrigin(context.Response.Headers, origin);
        }
    }

    private static bool IsUnder(HttpRequest request, Route route, string scope) =>
        Uri.TryCreate(new Uri("http://host" + RequestTarget.Of(request.HttpContext)), scope, out var resolved)
        && resolved.AbsolutePath.StartsWith(route.Prefix, StringComparison.Ordinal);
}
