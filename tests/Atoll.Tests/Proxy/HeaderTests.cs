using System.Net;
using Atoll.Core.Routing;
using Atoll.Proxy;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class HeaderTests
{
    private static readonly string[] Spoofs =
    [
        "X-Forwarded-User: eve", "Remote-User: eve", "remote_user: eve", "X_Forwarded_User: eve", "X-Atoll-User: eve", "X-Remote-User: eve",
    ];

    private IHeaderDictionary _seen = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_it_came_from_is_told_and_the_host_kept()
    {
        await using var proxy = await StartAsync();
        await proxy.SendAsync("GET", "/user/ada/x", [Cookie(proxy), "Host: hub.example.org", "X-Forwarded-For: 192.0.2.7"], Cancel);
        Assert.Equal("hub.example.org", _seen.Host);
        Assert.Equal("127.0.0.1", _seen["X-Forwarded-For"]);
        Assert.Equal("http", _seen["X-Forwarded-Proto"]);
        Assert.Equal("hub.example.org", _seen["X-Forwarded-Host"]);
        Assert.Equal("80", _seen["X-Forwarded-Port"]);
    }

    [Fact]
    public async Task Forged_forwarding_headers_are_replaced()
    {
        await using var proxy = await StartAsync();
        await proxy.SendAsync(
            "GET", "/user/ada/x", [Cookie(proxy), "X-Forwarded-Proto: https", "X-Forwarded-Host: evil", "X-Forwarded-Port: 1"], Cancel);
        Assert.Equal("http", _seen["X-Forwarded-Proto"]);
        Assert.Equal(proxy.Address.Authority, _seen["X-Forwarded-Host"]);
        Assert.Equal(proxy.Address.Port.ToString(), _seen["X-Forwarded-Port"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Own_cookies_never_reach_a_server(bool ownLogin)
    {
        await using var proxy = await StartAsync(route => route with { OwnLogin = ownLogin });
        await proxy.SendAsync(
            "GET", "/user/ada/x", [$"Cookie: jupyterhub-session-id=s;{proxy.Cookie()}; jupyterhub-hub-login=l; q=\"x y\"; u=é"], Cancel);
        Assert.Equal("jupyterhub-session-id=s; q=\"x y\"; u=é", _seen.Cookie);
    }

    [Fact]
    public async Task Cookie_header_disappears_when_nothing_else_is_in_it()
    {
        await using var proxy = await StartAsync();
        await proxy.SendAsync("GET", "/user/ada/x", [Cookie(proxy)], Cancel);
        Assert.False(_seen.ContainsKey("Cookie"));
    }

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData("zoë b%", "zo%C3%AB%20b%25")]
    public async Task Server_learns_who_it_is_and_believes_no_one_else(string name, string told)
    {
        await using var proxy = await StartAsync();
        string cookie = $"Cookie: {proxy.Cookie(ProxyUnderTest.Ada with { UserName = name })}";
        await proxy.SendAsync("GET", "/user/ada/x", [cookie, .. Spoofs], Cancel);
        Assert.Equal(told, _seen["X-Forwarded-User"]);
        Assert.DoesNotContain(_seen, header => header.Value.ToString().Contains("eve", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_is_let_in_and_not_taken_for_a_user()
    {
        await using var proxy = await StartAsync();
        proxy.Tokens.Allow("good", new Subject(UserId: null, UserName: null, TokenId: "7"));
        await proxy.SendAsync("GET", "/user/ada/x", [.. Spoofs, "Authorization: token good"], Cancel);
        Assert.NotEmpty(_seen);
        Assert.False(_seen.ContainsKey("X-Forwarded-User"));
        Assert.DoesNotContain(_seen, header => header.Value.ToString().Contains("eve", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_that_checks_by_itself_gets_no_user_from_anyone()
    {
        await using var proxy = await StartAsync(route => route with { CheckAtTarget = true });
        await proxy.SendAsync("GET", "/user/ada/x", [.. Spoofs, "Authorization: token its-own"], Cancel);
        Assert.DoesNotContain(_seen, header => header.Value.ToString().Contains("eve", StringComparison.Ordinal));
        Assert.False(_seen.ContainsKey("X-Forwarded-User"));
        Assert.Equal("token its-own", _seen.Authorization);
    }

    [Theory]
    [InlineData(false, "token good", null)]
    [InlineData(true, "token good", "token good")]
    [InlineData(false, "token its-own", "token its-own")]
    [InlineData(false, "Basic YTpi", "Basic YTpi")]
    public async Task Tokens_of_the_hub_go_only_to_servers_that_ask_the_hub_themselves(bool ownLogin, string sent, string? seen)
    {
        await using var proxy = await StartAsync(route => route with { OwnLogin = ownLogin });
        proxy.Tokens.Allow("good", ProxyUnderTest.Ada);
        await proxy.SendAsync("GET", "/user/ada/x", [Cookie(proxy), $"Authorization: {sent}"], Cancel);
        Assert.Equal(seen, (string?)_seen.Authorization);
    }

    [Fact]
    public async Task Server_with_its_own_login_gets_user_headers_as_they_came()
    {
        await using var proxy = await StartAsync(route => route with { OwnLogin = true });
        await proxy.SendAsync("GET", "/user/ada/x", [Cookie(proxy), "Remote-User: someone"], Cancel);
        Assert.Equal("someone", _seen["Remote-User"]);
        Assert.False(_seen.ContainsKey("X-Forwarded-User"));
    }

    [Fact]
    public async Task Servers_set_their_own_cookies_and_not_the_hubs()
    {
        await using var proxy = await StartAsync(answer: response =>
        {
            response.Append("Set-Cookie", "atoll-gate=x; Path=/user/ada/");
            response.Append("Set-Cookie", "_xsrf=1; Path=/hub/");
            response.Append("Set-Cookie", "_xsrf=2; Path=/user/ada/");
            response.Append("Set-Cookie", "jupyterhub-user-ada=\"2|1:0|é\"; Path=/user/ada/");
        });
        string[] headers = [Cookie(proxy)];
        proxy.Time.Advance(TimeSpan.FromMinutes(2));
        var response = await proxy.SendAsync("GET", "/user/ada/x", headers, Cancel);
        var set = response.Headers.GetValues("Set-Cookie").ToArray();
        Assert.Equal(["_xsrf=2; Path=/user/ada/", "jupyterhub-user-ada=\"2|1:0|é\"; Path=/user/ada/"], set[..2]);
        Assert.StartsWith("atoll-gate=A", Assert.Single(set[2..]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/user/ada/", true)]
    [InlineData("/user/ada/static/", true)]
    [InlineData("../", true)]
    [InlineData("/", false)]
    [InlineData("/user/", false)]
    [InlineData("/user/adam/", false)]
    [InlineData("/user/ada/../", false)]
    [InlineData("/user/ada/%2e%2e/", false)]
    [InlineData("../../../", false)]
    [InlineData("https://host/", false)]
    public async Task Service_workers_stay_under_the_prefix(string scope, bool kept)
    {
        await using var proxy = await StartAsync(answer: response => response["Service-Worker-Allowed"] = scope);
        var response = await proxy.SendAsync("GET", "/user/ada/static/sw.js", [Cookie(proxy)], Cancel);
        Assert.Equal(kept, response.Headers.Contains("Service-Worker-Allowed"));
    }

    [Theory]
    [InlineData("Strict-Transport-Security", "max-age=0; includeSubDomains")]
    [InlineData("Alt-Svc", "h3=\":8443\"")]
    [InlineData("Clear-Site-Data", "\"*\"")]
    [InlineData("NEL", "{}")]
    [InlineData("Report-To", "{}")]
    public async Task What_would_hold_for_the_whole_host_is_not_a_servers_to_say(string header, string value)
    {
        await using var proxy = await StartAsync(answer: response => response[header] = value);
        var response = await proxy.SendAsync("GET", "/user/ada/x", [Cookie(proxy)], Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains(header));
    }

    [Fact]
    public async Task Redirects_and_compressed_answers_pass_untouched()
    {
        await using var proxy = await StartAsync(answer: response =>
        {
            response.Location = "/user/ada/tree?";
            response.ContentEncoding = "gzip";
        });
        var response = await proxy.SendAsync("GET", "/user/ada/x", [Cookie(proxy), "Accept-Encoding: gzip"], Cancel);
        Assert.Equal("/user/ada/tree?", response.Headers.Location?.OriginalString);
        Assert.Equal("gzip", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.Equal("gzip", _seen.AcceptEncoding);
        Assert.False(_seen.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task Nothing_secret_is_logged()
    {
        await using var proxy = await StartAsync();
        proxy.Tokens.Allow("good-secret", ProxyUnderTest.Ada);
        await proxy.SendAsync("GET", "/user/ada/x?token=query-secret", ["Authorization: token good-secret"], Cancel);
        proxy.Publish(proxy.Route with { Target = new Uri("http://127.0.0.1:1/") });
        var response = await proxy.SendAsync("GET", "/user/ada/x?token=query-secret", ["Authorization: token good-secret"], Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(proxy.Logs.Lines, line => line.Contains(ProxyUnderTest.Resource, StringComparison.Ordinal));
        Assert.DoesNotContain(proxy.Logs.Lines, line => line.Contains("secret", StringComparison.Ordinal));
    }

    private static string Cookie(ProxyUnderTest proxy) => $"Cookie: {proxy.Cookie()}";

    private Task<ProxyUnderTest> StartAsync(Func<Route, Route>? change = null, Action<IHeaderDictionary>? answer = null) =>
        ProxyUnderTest.StartAsync(
            context =>
            {
                _seen = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
                answer?.Invoke(context.Response.Headers);
                return Task.CompletedTask;
            },
            change);
}
