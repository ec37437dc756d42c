using System.Text;
using Atoll.Proxy.Forwarding;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Atoll.Proxy;

/// <summary>The data path. The composition root adds <c>ProxyOptions</c> and an <c>IAccessCheck</c>; modules publish into <c>RouteRegistry</c>.</summary>
public static class ProxyModule
{
    public static IServiceCollection AddProxy(this IServiceCollection services)
    {
        services.AddHttpForwarder();
        // The forwarder's own log has whole addresses in it, and query strings hold secrets.
        services.AddLogging(logging => logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.None));
        services.Configure<KestrelServerOptions>(PassHeadersByteForByte);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RouteRegistry>();
        services.AddSingleton<LiveRequests>();
        services.AddSingleton<Revocations>();
        services.AddSingleton<TokenChecks>();
        services.AddSingleton<GateCookies>();
        services.AddSingleton<Gate>();
        services.AddSingleton<ActivityMeter>();
        services.AddSingleton<Forwarder>();
        services.AddHostedService<ProxyStop>();
        return services;
    }

    /// <summary>Goes first in the pipeline: a proxied request needs nothing of what the hub's pages need.</summary>
    public static IApplicationBuilder UseProxy(this IApplicationBuilder app) => app.UseMiddleware<ProxyMiddleware>();

    // Latin-1 maps each byte to one character and back; the forwarder's client does the same on the other side.
    private static void PassHeadersByteForByte(KestrelServerOptions kestrel)
    {
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
    }
}
