using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace Atoll.Web;

/// <summary>
/// Headers on every response of the hub, API included. A server's responses pass through untouched: its own application decides.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The version of the wire contract that servers and clients compare themselves with.</summary>
    public const string JupyterHubVersion = "5.5.1";

    /// <summary>Atoll's own version.</summary>
    public static string Version { get; } = typeof(SecurityHeaders).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/hub", StringComparison.Ordinal))
        {
            context.Response.OnStarting(Apply, context.Response);
        }

        return next(context);
    }

    // Set last, so that an error handler that clears the response cannot lose them.
    private static Task Apply(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        // The API has its own.
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, PagePolicy.Own);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["X-JupyterHub-Version"] = JupyterHubVersion;
        headers["Atoll-Version"] = Version;
        return Task.CompletedTask;
    }
}
