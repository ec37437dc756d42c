using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class GateTests : IAsyncLifetime
{
    private const string Navigate = "Sec-Fetch-Mode: navigate";

    private ProxyUnderTest _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await ProxyUnderTest.StartAsync(context => context.Response.WriteAsync("the server"));
        _proxy.Tokens.Allow("good", ProxyUnderTest.Ada with { SessionId = null, TokenId = "t1" });
        _proxy.Tokens.Deny("stranger");
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData("token good", 200)]
    [InlineData("Bearer good", 200)]
    [InlineData("BEARER  good ", 200)]
    [InlineData("tOkEn good", 200)]
    [InlineData("token stranger", 404)]
    [InlineData("token guess", 403)]
    [InlineData("token", 403)]
    [InlineData("token ", 403)]
    [InlineData("good", 403)]
    [InlineData("Basic good", 403)]
    [InlineData("tokengood", 403)]
    public async Task Token_decides(string authorization, int status)
    {
        var response = await _proxy.SendAsync("GET", "/user/ada/api/status", [$"Authorization: {authorization}"], Cancel);
        await AssertAsync(response, status);
    }

    [Theory]
    [InlineData("none", "", "/user/ada/api", 403)]
    [InlineData("none", Navigate, "/user/ada/lab", 302)]
    [InlineData("own", "", "/user/ada/api", 200)]
    [InlineData("own", Navigate, "/user/ada/lab", 200)]
    [InlineData("own", Navigate, "/user/ada", 200)]
    [InlineData("other server's", "", "/user/ada/api", 403)]
    [InlineData("other server's", Navigate, "/user/ada/lab", 302)]
    [InlineData("tampered", "", "/user/ada/api", 403)]
    [InlineData("tampered", Navigate, "/user/ada/lab", 302)]
    [InlineData("expired", "", "/user/ada/api", 403)]
    [InlineData("expired", Navigate, "/user/ada/lab", 302)]
    [InlineData("revoked", "", "/user/ada/api", 403)]
    [InlineData("revoked", Navigate, "/user/ada/lab", 302)]
    [InlineData("own", "Authorization: token its-own", "/user/ada/api", 200)]
    [InlineData("own", "Authorization: token stranger", "/user/ada/api", 404)]
    [InlineData("expired", "Authorization: token good", "/user/ada/api", 200)]
    public async Task Cookie_decides_where_no_token_does(string cookie, string header, string path, int status)
    {
        string[] headers = [$"Cookie: a=b; {MakeCookie(cookie)}", .. header.Length > 0 ? [header] : Array.Empty<string>()];
        await AssertAsync(await _proxy.SendAsync("GET", path, headers, Cancel), status);
    }

    [Theory]
    [InlineData("GET", "Sec-Fetch-Mode: navigate", true)]
    [InlineData("HEAD", "Sec-Fetch-Mode: navigate", true)]
    [InlineData("GET", "Accept: text/html,application/xhtml+xml,*/*;q=0.8", true)]
    [InlineData("GET", "Accept: */*", false)]
    [InlineData("GET", "Accept: application/json", false)]
    [InlineData("GET", "Sec-Fetch-Mode: cors|Accept: text/html", false)]
    [InlineData("GET", "Sec-Fetch-Site: none|Accept: text/html", false)]
    [InlineData("POST", "Sec-Fetch-Mode: navigate|Accept: text/html", false)]
    [InlineData("DELETE", "Accept: text/html", false)]
    [InlineData("GET", "Connection: Upgrade|Upgrade: websocket|Accept: text/html", false)]
    [InlineData("GET", "Connection: Upgrade|Upgrade: websocket|Sec-Fetch-Mode: navigate", false)]
    public async Task Only_navigations_are_sent_to_the_hub(string method, string headers, bool redirected)
    {
        var response = await _proxy.SendAsync(method, "/user/ada/lab", headers.Split('|'), Cancel);
        await AssertAsync(response, redirected ? 302 : 403);
    }

    [Theory]
    [InlineData("GET", "/user/ada/lab", "", 302)]
    [InlineData("GET", "/user/ada/lab", "Accept: */*", 302)]
    [InlineData("GET", "/user/ada/api/kernels", "Accept: */*", 403)]
    [InlineData("GET", "/user/ada/lab/api/settings", "", 403)]
    [InlineData("GET", "/user/ada/lab", "Accept: application/json", 403)]
    [InlineData("GET", "/user/ada/lab", "Sec-Fetch-Mode: cors", 403)]
    [InlineData("GET", "/user/ada/lab", "Authorization: token unknown", 403)]
    [InlineData("GET", "/user/ada/lab", "Connection: Upgrade|Upgrade: websocket", 403)]
    [InlineData("POST", "/user/ada/lab", "Accept: */*", 403)]
    public async Task Script_is_led_to_the_hub_where_the_server_itself_would(string method, string path, string headers, int status)
    {
        _proxy.Publish(_proxy.Route with { OwnLogin = true });
        await AssertAsync(await _proxy.SendAsync(method, path, headers.Split('|', StringSplitOptions.RemoveEmptyEntries), Cancel), status);
    }

    [Theory]
    [InlineData("/user/ada/lab?a=b&c=%26", "/user/ada/lab?a=b&c=%26")]
    [InlineData("/user/ada", "/user/ada")]
    [InlineData("/user/%61da/lab%20x?y", "/user/ada/lab%20x?y")]
    [InlineData("/user/%61da", "/user/ada")]
    public async Task The_way_back_is_kept_with_the_prefix_as_published(string path, string next)
    {
        var response = await _proxy.SendAsync("GET", path, [Navigate], Cancel);
        Assert.Equal("/hub/enter?next=" + Uri.EscapeDataString(next), response.Headers.Location?.OriginalString);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/hub/home")]
    [InlineData("/user/adam/lab")]
    [InlineData("/user/ada/../adam/lab")]
    public async Task What_has_no_route_is_the_hubs(string path)
    {
        var response = await _proxy.SendAsync("GET", path, [], Cancel);
        Assert.Equal("the hub", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Withdrawn_route_is_the_hubs_again_even_with_a_good_cookie()
    {
        _proxy.Routes.Withdraw(ProxyUnderTest.Prefix, 1);
        var response = await _proxy.SendAsync("GET", "/user/ada/lab", [$"Cookie: {_proxy.Cookie()}"], Cancel);
        Assert.Equal("the hub", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "Origin: https://elsewhere.example")]
    public async Task Profile_may_leave_the_check_to_the_server(string method, string header)
    {
        _proxy.Publish(_proxy.Route with { CheckAtTarget = true });
        await AssertAsync(await _proxy.SendAsync(method, "/user/ada/x", header.Length > 0 ? [header] : [], Cancel), 200);
    }

    [Theory]
    [InlineData("/user/ada", 403)]
    [InlineData("/user/ada?x=/y", 403)]
    [InlineData("/user/ada/sw.js", 200)]
    public async Task Script_at_the_bare_prefix_cannot_become_a_service_worker(string path, int status) =>
        await AssertAsync(await _proxy.SendAsync("GET", path, [$"Cookie: {_proxy.Cookie()}", "Service-Worker: script"], Cancel), status);

    [Fact]
    public async Task Cookie_is_renewed_once_it_is_a_minute_old()
    {
        string[] headers = [$"Cookie: {_proxy.Cookie()}"];
        Assert.False((await _proxy.SendAsync("GET", "/user/ada/x", headers, Cancel)).Headers.Contains("Set-Cookie"));

        _proxy.Time.Advance(TimeSpan.FromMinutes(2));
        var response = await _proxy.SendAsync("GET", "/user/ada/x", headers, Cancel);
        var renewed = Assert.Single(response.Headers.GetValues("Set-Cookie"));

        _proxy.Time.Advance(TimeSpan.FromMinutes(4));
        await AssertAsync(await _proxy.SendAsync("GET", "/user/ada/x", headers, Cancel), 403);
        await AssertAsync(await _proxy.SendAsync("GET", "/user/ada/x", [$"Cookie: {renewed.Split(';')[0]}"], Cancel), 200);
    }

    [Fact]
    public async Task Stale_cookie_is_renewed_when_the_hub_still_knows_the_session()
    {
        _proxy.Tokens.Keep("session-1");
        var stale = MakeCookie("expired");
        var response = await _proxy.SendAsync("PUT", "/user/ada/x", [$"Cookie: {stale}", "Sec-Fetch-Site: same-origin"], Cancel);
        await AssertAsync(response, 200);
        var renewed = Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0];
        await AssertAsync(await _proxy.SendAsync("GET", "/user/ada/x", [$"Cookie: {renewed}"], Cancel), 200);
        Assert.Equal(1, _proxy.Tokens.Asked);
    }

    [Fact]
    public async Task Revocation_while_the_hub_is_asked_counts()
    {
        _proxy.Tokens.Keep("session-1");
        _proxy.Tokens.Meanwhile = () => _proxy.Revocations.Revoke("user:7", _proxy.Time.GetUtcNow().AddMinutes(5));
        await AssertAsync(await _proxy.SendAsync("GET", "/user/ada/x", [$"Cookie: {MakeCookie("expired")}"], Cancel), 403);
    }

    [Fact]
    public async Task Fresh_cookie_needs_no_hub()
    {
        await AssertAsync(await _proxy.SendAsync("GET", "/user/ada/x", [$"Cookie: {_proxy.Cookie()}"], Cancel), 200);
        Assert.Equal(0, _proxy.Tokens.Asked);
    }

    [Fact]
    public async Task Stale_cookie_past_the_sessions_end_is_nothing()
    {
        _proxy.Tokens.Keep("session-1");
        var cookie = _proxy.Cookie();
        _proxy.Time.Advance(TimeSpan.FromDays(14));
        await AssertAsync(await _proxy.SendAsync("GET", "/user/ada/x", [$"Cookie: {cookie}"], Cancel), 403);
        Assert.Equal(0, _proxy.Tokens.Asked);
    }

    private string MakeCookie(string kind)
    {
        switch (kind)
        {
            case "own":
                return _proxy.Cookie();
            case "other server's":
                return _proxy.Cookie(resource: "server:13");
            case "tampered":
                return _proxy.Cookie().Replace("gate=A", "gate=B", StringComparison.Ordinal);
            case "expired":
                var old = _proxy.Cookie();
                _proxy.Time.Advance(TimeSpan.FromMinutes(6));
                return old;
            case "revoked":
                _proxy.Revocations.Revoke("session:session-1", _proxy.Time.GetUtcNow().AddMinutes(5));
                return _proxy.Cookie();
            default:
                return "c=d";
        }
    }

    private static async Task AssertAsync(HttpResponseMessage response, int status)
    {
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        if (status == 200)
        {
            Assert.Equal("the server", text);
        }
        else if (status != 302)
        {
            Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
            var body = JsonDocument.Parse(text).RootElement;
            Assert.Equal(status, body.GetProperty("status").GetInt32());
            Assert.NotEmpty(body.GetProperty("message").GetString()!);
        }
    }
}
