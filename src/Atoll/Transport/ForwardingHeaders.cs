namespace Atoll.Transport;

/// <summary>
/// Takes the headers away in which a web server in front tells about the client. By now those of a trusted one are in the request itself; what is
/// left is anybody's word, and nothing behind this may mistake it for more.
/// </summary>
internal sealed class ForwardingHeaders(RequestDelegate next)
{
    private static readonly string[] Names =
    [
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Forwarded-Scheme",
        "X-Forwarded-Server", "X-Forwarded-Ssl", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Real-IP", "X-Scheme",
    ];

    public Task InvokeAsync(HttpContext context)
    {
        foreach (var name in Names)
        {
            context.Request.Headers.Remove(name);
        }

        return next(context);
    }
}
