using System.Net;
using Atoll.Accounts.SignIn;
using Atoll.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Hub.Api;

/// <summary>The endpoints about the hub itself, without servers.</summary>
public sealed class HubApiTests(HubSlice hub) : IClassFixture<HubSlice>
{
    [Fact]
    public async Task Information_has_upstreams_keys()
    {
        var answer = await hub.AskAsync("GET", "/hub/api/info", await RootAsync("info-root"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["version", "python", "sys_executable", "spawner", "authenticator"], answer.Json!.AsObject().Select(pair => pair.Key));
        Assert.Equal(["class", "version"], answer.Json["spawner"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(403, (await hub.AskAsync("GET", "/hub/api/info", await hub.TokenAsync(await hub.AddUserAsync("info-ada")))).Status);
    }

    [Theory]
    [InlineData("""{"proxy": "yes"}""", "proxy must be true or false, got 'yes'")]
    [InlineData("""{"servers": null}""", "servers must be true or false, got None")]
    [InlineData("{", "Invalid JSON in body of request")]
    public async Task Hub_does_not_end_for_what_it_does_not_understand(string body, string message)
    {
        await hub.EnsureUserAsync("end-root", "secret");
        var root = await hub.FindUserAsync("end-root");
        await hub.SetAdminAsync(root, admin: true);

        var answer = await hub.AskAsync("POST", "/hub/api/shutdown", await hub.TokenAsync(root), body);

        Assert.Equal((400, message), (answer.Status, answer.Message));
    }

    [Theory]
    [InlineData(null, "need JSON body")]
    [InlineData("[]", "Request body must be JSON dict")]
    [InlineData("""{"api_url": "http://127.0.0.1:1"}""", "This hub's proxy is a part of it; there is no other to send its routes to.")]
    public async Task Proxy_is_no_other(string? body, string message)
    {
        await hub.EnsureUserAsync("proxy-root", "secret");
        var root = await hub.FindUserAsync("proxy-root");
        await hub.SetAdminAsync(root, admin: true);

        var answer = await hub.AskAsync("PATCH", "/hub/api/proxy", await hub.TokenAsync(root), body);

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.Equal(200, (await hub.AskAsync("PATCH", "/hub/api/proxy", await hub.TokenAsync(root), "{}")).Status);
    }

    [Fact]
    public async Task Login_cookie_says_whose_it_is_to_who_has_a_token()
    {
        var ada = await hub.AddUserAsync("cookie-ada");
        var root = await RootAsync("cookie-root");
        var (_, secret) = await hub.Services.GetRequiredService<Sessions>().StartAsync(ada, TestContext.Current.CancellationToken);
        const string Path = "/hub/api/authorizations/cookie/";

        Assert.Equal("cookie-ada", (string?)(await hub.AskAsync("GET", $"{Path}jupyterhub-hub-login/{secret}", root)).Json!["name"]);
        Assert.Equal("cookie-ada", (string?)(await hub.AskAsync("GET", Path + "jupyterhub-hub-login", root, secret)).Json!["name"]);
        Assert.Equal(404, (await hub.AskAsync("GET", $"{Path}jupyterhub-hub-login/x", root)).Status);
        Assert.Equal(404, (await hub.AskAsync("GET", $"{Path}other/{secret}", root)).Status);
        Assert.Equal(403, (await hub.AskAsync("GET", $"{Path}jupyterhub-hub-login/{secret}")).Status);
        var gone = await hub.AskAsync("POST", "/hub/api/authorizations/token");
        Assert.Equal(404, gone.Status);
        Assert.StartsWith("Deprecated endpoint", gone.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hub/metrics")]
    [InlineData("/hub/api/metrics")]
    public async Task Metrics_are_for_those_with_the_scope(string path)
    {
        await hub.EnsureUserAsync("metrics-root", "secret");
        var root = await hub.FindUserAsync("metrics-root");
        await hub.SetAdminAsync(root, admin: true);
        var token = await hub.TokenAsync(root, "read:metrics");
        await hub.AskAsync("GET", "/hub/api/user", token);

        using var http = new HttpClient { BaseAddress = hub.Url };
        using var refused = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        http.DefaultRequestHeaders.Authorization = new("token", token);
        var lines = (await http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).Split('\n');

        Assert.Contains("jupyterhub_running_servers 0", lines);
        Assert.Contains("# TYPE jupyterhub_total_users gauge", lines);
        var users = await hub.AskAsync("GET", "/hub/api/users", await hub.TokenAsync(root));
        Assert.Contains($"jupyterhub_total_users {users.Json!.AsArray().Count}", lines);
        var active = users.Json.AsArray().Count(user => user!["last_activity"] is not null);
        Assert.Contains($"jupyterhub_active_users{{period=\"24h\"}} {active}", lines);
    }

    private async Task<string> RootAsync(string name) => await hub.TokenAsync(await hub.AddUserAsync(name, admin: true));
}
