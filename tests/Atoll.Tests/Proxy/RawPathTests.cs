using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class RawPathTests : IAsyncLifetime
{
    private ProxyUnderTest _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // What the server saw, as the body.
    public async ValueTask InitializeAsync() => _proxy = await ProxyUnderTest.StartAsync(
        context => context.Response.WriteAsync(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory]
    [InlineData("/user/ada/")]
    [InlineData("/user/ada")]
    [InlineData("/user/ada?a=b")]
    [InlineData("/user/ada/a%2Fb")]
    [InlineData("/user/ada/a%2fb%5C")]
    [InlineData("/user/ada/a%20b+c")]
    [InlineData("/user/ada/a%2520b")]
    [InlineData("/user/ada/%C3%AB%e2%82%ac")]
    [InlineData("/user/ada/%41%7e~%40@!$&'()*,;=:")]
    [InlineData("/user/ada//x///y/")]
    [InlineData("/user/ada/%zz%")]
    [InlineData("/user/ada/[x]{y}|^`\"<>\\")]
    [InlineData("/user/ada/.hidden/..x")]
    [InlineData("/user/ada/x/../y/./z")]
    [InlineData("/user/ada/x/%2e%2E/y")]
    [InlineData("/hub/../user/ada/y")]
    [InlineData("/user/%61da/x")]
    [InlineData("/user/ada/x?")]
    [InlineData("/user/ada/x?a=%2F%20+&b=/../&c=a%2520b&d?=[]{}|")]
    [InlineData("/user/ada/x#y?z#w")]
    [InlineData("/user/ada/http://other/x")]
    public async Task Path_and_query_arrive_byte_for_byte(string target) => Assert.Equal(target, await GetAsync(target));

    [Fact]
    public async Task Absolute_target_is_routed_by_its_path() =>
        Assert.Equal("/user/ada/a%2Fb?c", await GetAsync($"http://{_proxy.Address.Authority}/user/ada/a%2Fb?c"));

    [Fact]
    public async Task Path_of_the_target_is_put_before_the_requests_own()
    {
        _proxy.Publish(_proxy.Route with { Target = new Uri(_proxy.Route.Target, "/base/") });
        Assert.Equal("/base/user/ada/a%2Fb?c", await GetAsync("/user/ada/a%2Fb?c"));
    }

    // By hand: every client library tidies addresses up.
    private async Task<string> GetAsync(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_proxy.Address.Host, _proxy.Address.Port, Cancel);
        var head = $"GET {target} HTTP/1.1\r\nHost: {_proxy.Address.Authority}\r\nConnection: close\r\nCookie: {_proxy.Cookie()}\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head), Cancel);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(Cancel);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        return Body(answer);
    }

    private static string Body(string answer)
    {
        var parts = answer.Split("\r\n\r\n", 2);
        // Chunked: length, text, end.
        return parts[0].Contains("chunked", StringComparison.OrdinalIgnoreCase) ? parts[1].Split("\r\n")[1] : parts[1];
    }
}
