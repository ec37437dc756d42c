using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class RouteSwapTests
{
    // Milliseconds: what hangs shall fail.
    private const int Patience = 60_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task Request_under_way_stays_with_the_target_it_began_with()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var proxy = await ProxyUnderTest.StartAsync(async context =>
        {
            arrived.SetResult();
            await go.Task;
            await context.Response.WriteAsync("old");
        });
        var early = GetAsync(proxy);
        await arrived.Task.WaitAsync(Cancel);

        proxy.Publish(proxy.Route with { Target = await proxy.ServeAsync(context => context.Response.WriteAsync("new")), Generation = 2 });
        Assert.Equal("new", await GetAsync(proxy));
        proxy.Routes.Withdraw(ProxyUnderTest.Prefix, 2);
        Assert.Equal("the hub", await GetAsync(proxy));
        go.SetResult();
        Assert.Equal("old", await early);
    }

    [Fact(Timeout = Patience)]
    public async Task Every_request_gets_an_answer_while_routes_change_under_load()
    {
        await using var proxy = await ProxyUnderTest.StartAsync(context => context.Response.WriteAsync("one"));
        var other = proxy.Route with { Target = await proxy.ServeAsync(context => context.Response.WriteAsync("two")) };
        var first = proxy.Route;
        var load = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 100; i++)
            {
                Assert.Contains(await GetAsync(proxy), new[] { "one", "two" });
            }
        }));
        for (var i = 0; !load.IsCompleted; i++)
        {
            proxy.Publish(i % 2 == 0 ? other : first);
            proxy.Routes.Publish(first with { Prefix = $"/user/u{i % 100}/", Resource = $"server:u{i % 100}" });
            await Task.Yield();
        }

        await load;
    }

    private static async Task<string> GetAsync(ProxyUnderTest proxy)
    {
        using var response = await proxy.SendAsync("GET", "/user/ada/x", [$"Cookie: {proxy.Cookie()}"], Cancel);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
