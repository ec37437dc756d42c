using Atoll.Core.Lifecycles;
using Atoll.Proxy;
using Atoll.TestKit;
using Atoll.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Atoll.Tests.Hub.Api;

/// <summary>The routing table and the hub's end, with servers that run.</summary>
public sealed class ProxyAndShutDownTests(PatientHub hub) : IClassFixture<PatientHub>
{
    [Fact]
    public async Task Routing_table_shows_servers_and_the_hub_and_is_mended()
    {
        var (ada, root) = (await hub.AddAsync("route-ada"), await hub.Fixture.AddUserAsync("route-root", admin: true));
        var row = await hub.ReadyAsync(ada);

        var table = (await hub.AskAsync(root, "GET", "/proxy")).Json!.AsObject();
        Assert.Equal($"http://{row.Address}", (string?)table["/user/route-ada/"]!["target"]);
        Assert.Equal("/user/route-ada/", (string?)table["/user/route-ada/"]!["routespec"]);
        Assert.Equal(("route-ada", ""), ((string?)table["/user/route-ada/"]!["data"]!["user"], (string?)table["/user/route-ada/"]!["data"]!["server_name"]));
        Assert.True((bool)table["/"]!["data"]!["hub"]!);

        var registry = hub.Fixture.Services.GetRequiredService<RouteRegistry>();
        Assert.True(registry.Withdraw("/user/route-ada/", row.StartNumber));
        registry.Publish(new() { Prefix = "/user/ghost/", Target = new Uri("http://127.0.0.1:9"), Resource = "server:999999" });

        Assert.Equal(200, (await hub.AskAsync(root, "POST", "/proxy")).Status);

        Assert.NotNull(registry.Current.Get("/user/route-ada/"));
        Assert.Null(registry.Current.Get("/user/ghost/"));
        var page = (await hub.AskAsync(root, "GET", "/proxy?limit=1&offset=1")).Json!.AsObject();
        Assert.Equal("/user/route-ada/", Assert.Single(page).Key);
    }

    [Fact]
    public async Task Hub_that_is_told_to_ends_with_its_servers_after_the_answer()
    {
        await using var other = await HubFixture.StartAsync(options =>
        {
            StandIn.Configure(options);
            options.Servers.GraceSeconds = 0.3;
        });
        var root = await other.AddUserAsync("down-root", admin: true);
        using var client = await other.WithTokenAsync(root);
        var store = other.Services.GetRequiredService<Atoll.Servers.ServerStore>();
        using var start = await client.PostAsync(
            new Uri("/hub/api/users/down-root/server", UriKind.Relative), new StringContent("""{"environment": "prompt", "size": "small"}"""), TestContext.Current.CancellationToken);
        Assert.True(start.IsSuccessStatusCode);

        using var answer = await client.PostAsync(new Uri("/hub/api/shutdown", UriKind.Relative), new StringContent("""{"servers": true}"""), TestContext.Current.CancellationToken);

        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal("""{"message":"Shutting down Hub"}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var lifetime = other.Services.GetRequiredService<IHostApplicationLifetime>();
        var ended = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStopping.Register(ended.SetResult);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(ServerPhase.Stopped, (await store.FindAsync(root.Id, "", TestContext.Current.CancellationToken))!.Phase);
    }
}
