using Yarp.ReverseProxy.Forwarder;

namespace Atoll.Proxy.Forwarding;

/// <summary>One request's header rules. Everything not named here passes as it came.</summary>
internal sealed class HeaderTransform(Route route, GateVerdict.Pass pass, GateCookies cookies) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = TargetAddress.For(route.Target, RequestTarget.Of(httpContext));
        ForwardedHeaders.Add(httpContext, proxyRequest.Headers);
        HideOwnCookies(httpContext.Request, proxyRequest);
        if (!route.OwnLogin)
        {
            UserHeaders.Replace(proxyRequest.Headers, pass.Passage.Subject?.UserName);
            HideToken(proxyRequest);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        ResponseHeaders.WithholdHostWide(proxyResponse);
        var goesOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        ResponseHeaders.Restrain(httpContext, route);
        if (pass.Ticket is { } ticket)
        {
            cookies.Renew(httpContext, route, ticket);
        }

        return goesOn;
    }

    private static void HideOwnCookies(HttpRequest request, HttpRequestMessage proxyRequest)
    {
        if (request.Headers.Cookie.Count == 0)
        {
            return;
        }

        var kept = request.Headers.Cookie.Select(header => CookieHeader.WithoutOwn(header ?? "")).Where(header => header.Length > 0);
        proxyRequest.Headers.Remove("Cookie");
        // HTTP/2 splits the header for compression; HTTP/1 wants one line again (RFC 9113, 8.2.3).
        if (string.Join("; ", kept) is { Length: > 0 } cookie)
        {
            proxyRequest.Headers.TryAddWithoutValidation("Cookie", cookie);
        }
    }

    private void HideToken(HttpRequestMessage proxyRequest)
    {
        if (pass.ByToken)
        {
            proxyRequest.Headers.Remove("Authorization");
        }
    }
}
