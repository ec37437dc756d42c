using System.Net;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class OriginTests : IAsyncLifetime
{
    private const string Friend = "https://friend.example";
    private const string Foreign = "https://foreign.example";

    private ProxyUnderTest _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyUnderTest.StartAsync(
        context => context.Response.WriteAsync("the server"), route => route with { AllowedOrigins = [Friend] });

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData("POST", "own", null, 200)]
    [InlineData("POST", Friend, null, 200)]
    [InlineData("POST", Foreign, null, 403)]
    [InlineData("POST", "null", null, 403)]
    [InlineData("POST", null, null, 403)]
    [InlineData("POST", null, "same-origin", 200)]
    [InlineData("POST", null, "same-site", 403)]
    [InlineData("POST", null, "none", 403)]
    [InlineData("POST", Foreign, "same-origin", 403)]
    [InlineData("PUT", Foreign, null, 403)]
    [InlineData("DELETE", Foreign, null, 403)]
    [InlineData("PROPFIND", Foreign, null, 403)]
    [InlineData("OPTIONS", Foreign, null, 403)]
    [InlineData("GET", Foreign, null, 200)]
    [InlineData("HEAD", Foreign, null, 200)]
    [InlineData("upgrade", "own", null, 200)]
    [InlineData("upgrade", Friend, null, 200)]
    [InlineData("upgrade", Foreign, null, 403)]
    [InlineData("upgrade", null, null, 403)]
    [InlineData("upgrade", null, "same-origin", 200)]
    public async Task Cookie_changes_things_for_pages_of_allowed_origins_only(string method, string? origin, string? site, int status)
    {
        var response = await SendAsync(method, origin, site, $"Cookie: {_proxy.Cookie()}");
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", null, null, 200)]
    [InlineData("upgrade", null, null, 200)]
    [InlineData("POST", Foreign, null, 403)]
    [InlineData("POST", "null", null, 403)]
    [InlineData("POST", "", null, 403)]
    [InlineData("POST", null, "same-site", 403)]
    [InlineData("POST", null, "cross-site", 403)]
    [InlineData("upgrade", Foreign, null, 403)]
    [InlineData("upgrade", null, "cross-site", 403)]
    public async Task Script_with_a_cookie_passes_where_the_server_asks_for_its_own_token(string method, string? origin, string? site, int status)
    {
        _proxy.Publish(_proxy.Route with { OwnLogin = true });
        var response = await SendAsync(method, origin, site, $"Cookie: {_proxy.Cookie()}");
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("upgrade")]
    public async Task Token_needs_no_origin(string method)
    {
        _proxy.Tokens.Allow("good", ProxyUnderTest.Ada);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(method, Foreign, null, "Authorization: token good")).StatusCode);
    }

    [Theory]
    [InlineData("own", 204)]
    [InlineData(Friend, 204)]
    [InlineData(Foreign, 403)]
    [InlineData("null", 403)]
    public async Task Preflight_is_answered_from_the_route(string origin, int status)
    {
        origin = origin == "own" ? Own() : origin;
        string[] headers = [$"Origin: {origin}", "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: x-a, authorization"];
        var response = await _proxy.SendAsync("OPTIONS", "/user/ada/api", headers, Cancel);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(status == 204 ? origin : null, Header(response, "Access-Control-Allow-Origin"));
        if (status == 204)
        {
            Assert.Equal("x-a, authorization", Header(response, "Access-Control-Allow-Headers"));
            Assert.Contains("PUT", Header(response, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
            Assert.Equal("true", Header(response, "Access-Control-Allow-Credentials"));
            Assert.Equal("Origin", Header(response, "Vary"));
        }
    }

    [Theory]
    [InlineData("Origin: https://friend.example")]
    [InlineData("Access-Control-Request-Method: PUT")]
    public async Task Half_a_preflight_is_a_request_like_any_other(string header)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _proxy.SendAsync("OPTIONS", "/user/ada/api", [header], Cancel)).StatusCode);
        _proxy.Tokens.Allow("good", ProxyUnderTest.Ada);
        Assert.Equal(HttpStatusCode.OK, (await _proxy.SendAsync("OPTIONS", "/user/ada/api", [header, "Authorization: token good"], Cancel)).StatusCode);
    }

    [Theory]
    [InlineData(Friend, Friend)]
    [InlineData(Foreign, null)]
    public async Task Page_of_a_listed_origin_may_read_the_answer(string origin, string? allowed)
    {
        var response = await SendAsync("GET", origin, null, $"Cookie: {_proxy.Cookie()}");
        Assert.Equal(allowed, Header(response, "Access-Control-Allow-Origin"));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private Task<HttpResponseMessage> SendAsync(string method, string? origin, string? site, string credentials)
    {
        List<string> headers = [credentials];
        headers.AddRange(origin is null ? [] : [$"Origin: {(origin == "own" ? Own() : origin)}"]);
        headers.AddRange(site is null ? [] : [$"Sec-Fetch-Site: {site}"]);
        // The server answers an upgrade it does not know with a plain 200, as HTTP allows.
        headers.AddRange(method == "upgrade" ? ["Connection: Upgrade", "Upgrade: websocket"] : []);
        return _proxy.SendAsync(method == "upgrade" ? "GET" : method, "/user/ada/api", headers, Cancel);
    }

    private string Own() => _proxy.Address.GetLeftPart(UriPartial.Authority);
}
