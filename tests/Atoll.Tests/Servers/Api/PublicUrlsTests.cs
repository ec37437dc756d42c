using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>A hub that knows its public address.</summary>
public sealed class PublicHub : ServerHub
{
    private protected override void Change(HubOptions options) => options.PublicUrl = "https://hub.example.org";
}

/// <summary>What it tells clients and servers of it.</summary>
public sealed class PublicUrlsTests(PublicHub hub) : IClassFixture<PublicHub>
{
    [Fact]
    public async Task Whole_addresses_are_told_to_clients_and_to_the_server()
    {
        var ada = await hub.AddAsync("ada");
        await hub.ReadyAsync(ada);

        var server = (await hub.AskAsync(ada, "GET", "/users/ada")).Json!["servers"]![""]!;
        Assert.Equal("/user/ada/", (string?)server["url"]);
        Assert.Equal("https://hub.example.org/user/ada/", (string?)server["full_url"]);
        Assert.Equal("https://hub.example.org/hub/api/users/ada/server/progress", (string?)server["full_progress_url"]);

        using var program = await hub.Fixture.WithTokenAsync(ada);
        var variables = (await program.GetStringAsync(new Uri("/user/ada/env", UriKind.Relative), TestContext.Current.CancellationToken)).Split('\n');
        Assert.Contains("JUPYTERHUB_PUBLIC_URL=https://hub.example.org/user/ada/", variables);
        Assert.Contains("JUPYTERHUB_PUBLIC_HUB_URL=https://hub.example.org/hub/", variables);
    }
}
