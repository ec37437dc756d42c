using Microsoft.Net.Http.Headers;

namespace Atoll.Proxy;

/// <summary>The browser's question before a cross-origin request. It carries no credentials, so the gate answers it from the route alone.</summary>
internal static class Preflight
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private const string Seconds = "600";

    /// <summary>Who asks; null when the request is no preflight.</summary>
    public static string? OriginOf(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && !string.IsNullOrEmpty(request.Headers.AccessControlRequestMethod)
        && request.Headers.Origin is [{ Length: > 0 } origin]
            ? origin
            : null;

    public static void Allow(HttpContext context, string origin)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        AllowOrigin(headers, origin);
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = Seconds;
    }

    /// <summary>Lets a page of this origin read the answer, credentials included.</summary>
    public static void AllowOrigin(IHeaderDictionary headers, string origin)
    {
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowCredentials = "true";
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
    }
}
