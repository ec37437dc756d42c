namespace Atoll.Web;

/// <summary>
/// A HEAD of a page is answered as its GET would be, without the body (RFC 9110, 9.3.2): link checkers and monitors ask so. The API keeps
/// JupyterHub's answer to it.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    private static readonly object _mark = new();

    /// <summary>Whether a request that looks like a GET is one of these: it must change nothing.</summary>
    public static bool IsHead(HttpContext context) => context.Items.ContainsKey(_mark);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsHead(context.Request.Method) || context.Request.Path.StartsWithSegments("/hub/api", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        context.Items[_mark] = true;
        // The web server knows by itself that there must be no body.
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }
}
