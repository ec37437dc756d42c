using Atoll.Platform.Configuration;
using Atoll.Web;
using Atoll.Web.Branding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Web;

/// <summary>The pages alone, in a small application on loopback: <c>/hub/gallery/{name}</c>.</summary>
public sealed class PageHost : IAsyncLifetime
{
    private readonly WebApplication host = Build();

    public HttpClient Client { get; private set; } = null!;

    internal static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddWeb();
        builder.Services.AddSingleton(new Live<Brand>(new Brand { HubName = "Lagoon Hub" }));
        var app = builder.Build();
        app.UseWebHeaders();
        app.MapWeb();
        app.MapGet("/hub/gallery/{name}", (HttpContext http, string name) =>
            Gallery.All.TryGetValue(name, out var page) ? page(http) : Results.NotFound());
        return app;
    }

    public async ValueTask InitializeAsync()
    {
        await host.StartAsync();
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
    }
}
