using System.Net;
using System.Text;
using Atoll.Core.Routing;
using Atoll.Proxy;
using Atoll.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atoll.Tests.Proxy;

/// <summary>The real middleware on a loopback port in front of a real backend, with one route: ada's server.</summary>
internal sealed class ProxyUnderTest : IAsyncDisposable
{
    public const string Prefix = "/user/ada/";
    public const string Resource = "server:12";
    public static readonly Subject Ada = new(7, "ada", "session-1");

    private readonly List<WebApplication> _apps = [];
    private WebApplication _front = null!;

    public ManualTime Time { get; } = new();

    public ListedTokens Tokens { get; } = new();

    public LogLines Logs { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    public Uri Address => Client.BaseAddress!;

    /// <summary>The same proxy for clients that begin with HTTP/2.</summary>
    public Uri Http2Address => new(_front.Urls.Last());

    public Route Route { get; private set; } = null!;

    public RouteRegistry Routes => _front.Services.GetRequiredService<RouteRegistry>();

    public Revocations Revocations => _front.Services.GetRequiredService<Revocations>();

    public ActivityMeter Meter => _front.Services.GetRequiredService<ActivityMeter>();

    public LiveRequests Live => _front.Services.GetRequiredService<LiveRequests>();

    public static async Task<ProxyUnderTest> StartAsync(RequestDelegate backend, Func<Route, Route>? change = null, ProxyOptions? options = null)
    {
        var proxy = new ProxyUnderTest();
        var target = await proxy.ServeAsync(backend);
        proxy._front = await proxy.RunAsync(
            services => services
                .AddSingleton(options ?? new ProxyOptions { GateKey = new byte[32] })
                .AddSingleton<IAccessCheck>(proxy.Tokens)
                .AddSingleton<TimeProvider>(proxy.Time)
                .AddProxy(),
            app => app.UseProxy().Run(context => context.Response.WriteAsync("the hub")),
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        proxy.Client = new HttpClient(Handler())
        {
            BaseAddress = new Uri(proxy._front.Urls.First()),
        };
        var route = new Route { Prefix = Prefix, Target = target, Resource = Resource, Generation = 1 };
        proxy.Publish(change is null ? route : change(route));
        return proxy;
    }

    public void Publish(Route route)
    {
        Route = route;
        Routes.Publish(route);
    }

    /// <summary>One more backend on a port of its own.</summary>
    public async Task<Uri> ServeAsync(RequestDelegate backend) =>
        new((await RunAsync(
            services => services.Configure<KestrelServerOptions>(kestrel =>
            {
                kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
                kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
                kestrel.Limits.MaxRequestBodySize = null;
            }),
            app => app.UseWebSockets().Run(backend))).Urls.Single());

    /// <summary>A cookie as the hub would set it now: <c>atoll-gate=…</c>.</summary>
    public string Cookie(Subject? subject = null, string resource = Resource)
    {
        var context = new DefaultHttpContext();
        _front.Services.GetRequiredService<GateCookies>()
            .Issue(context, Prefix, resource, subject ?? Ada, Time.GetUtcNow().AddDays(14));
        return context.Response.Headers.SetCookie.ToString().Split(';')[0];
    }

    /// <summary>Sends a request with headers written <c>Name: value</c>.</summary>
    public Task<HttpResponseMessage> SendAsync(
        string method, string path, IEnumerable<string> headers, CancellationToken cancellationToken, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var parts in headers.Select(header => header.Split(": ", 2)))
        {
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Waits until the proxy has finished with every request; a client has its answer a little earlier.</summary>
    public async Task NothingLiveAsync(CancellationToken cancellationToken)
    {
        while (Live.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Stops the proxy as SIGTERM does.</summary>
    public Task StopAsync() => _front.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var app in _apps.AsEnumerable().Reverse())
        {
            await app.DisposeAsync();
        }
    }

    private static SocketsHttpHandler Handler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    };

    private async Task<WebApplication> RunAsync(
        Action<IServiceCollection> services, Action<WebApplication> pipeline, Action<KestrelServerOptions>? more = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            more?.Invoke(kestrel);
        });
        builder.Logging.AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
        services(builder.Services);
        var app = builder.Build();
        pipeline(app);
        _apps.Add(app);
        await app.StartAsync();
        return app;
    }
}
