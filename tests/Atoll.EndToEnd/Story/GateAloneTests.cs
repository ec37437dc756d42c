using System.Net;
using System.Net.WebSockets;
using System.Text;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>The gate is the only protection these servers have.</summary>
public sealed class GateAloneTests(OpenServers servers) : IClassFixture<OpenServers>
{
    private readonly HubFixture _hub = servers.Hub;

    [Fact]
    public async Task The_owners_use_them_without_any_other_sign_in()
    {
        var ada = await _hub.SignInAsync(servers.Ada);
        var lab = await Visits.FollowAsync(ada.Client, "/user/ada/lab");
        Assert.Contains("jupyter-config-data", await lab.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var bob = await _hub.SignInAsync(servers.Bob);
        var page = await Visits.FollowAsync(bob.Client, "/user/bob/");
        Assert.Equal("hello bob", await page.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/user/ada/lab")]
    [InlineData("/user/ada/api/contents")]
    [InlineData("/user/bob/")]
    public async Task Anonymous_people_are_sent_to_sign_in_and_programs_refused(string path)
    {
        using var nobody = _hub.Anonymous();
        var visit = await Visits.FollowAsync(nobody, path);
        Assert.Equal("/hub/login", visit.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.PostAsync(path, null)).StatusCode);
    }

    [Theory]
    [InlineData("/user/ada/lab")]
    [InlineData("/user/bob/")]
    public async Task Strangers_are_told_there_is_nothing(string path)
    {
        var browser = await _hub.SignInAsync(servers.Eve);
        Assert.Equal(HttpStatusCode.NotFound, (await Visits.FollowAsync(browser.Client, path)).StatusCode);
        using var program = await _hub.WithTokenAsync(servers.Eve);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Neither_nobody_nor_a_stranger_opens_the_websocket()
    {
        Assert.Contains("403", (await RefusedAsync(token: null)).Message, StringComparison.Ordinal);
        Assert.Contains("404", (await RefusedAsync(await _hub.TokenAsync(servers.Eve))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoking_the_token_closes_its_websocket_and_shuts_the_door()
    {
        var secret = await _hub.TokenAsync(servers.Bob);
        using var socket = await OpenAsync(secret);
        Assert.Equal("ping", await EchoAsync(socket, "ping"));
        await RevokeAsync(servers.Bob, secret);
        await ClosesAsync(socket);
        Assert.Contains("403", (await RefusedAsync(secret)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_closes_the_browsers_websocket_and_shuts_the_door()
    {
        var browser = await _hub.SignInAsync(servers.Bob);
        (await Visits.FollowAsync(browser.Client, "/user/bob/")).EnsureSuccessStatusCode();
        using var socket = new ClientWebSocket { Options = { Cookies = browser.Cookies } };
        socket.Options.SetRequestHeader("Origin", _hub.Url.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(Address(), CancellationToken.None);
        Assert.Equal("ping", await EchoAsync(socket, "ping"));
        await _hub.Services.GetRequiredService<Sessions>().EndAsync(browser.SessionId, CancellationToken.None);
        await ClosesAsync(socket);
        Assert.Equal("/hub/login", (await Visits.FollowAsync(browser.Client, "/user/bob/")).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task A_websocket_from_another_sites_page_is_refused_though_the_cookie_comes_along()
    {
        var browser = await _hub.SignInAsync(servers.Bob);
        (await Visits.FollowAsync(browser.Client, "/user/bob/")).EnsureSuccessStatusCode();
        using var socket = new ClientWebSocket { Options = { Cookies = browser.Cookies } };
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(), CancellationToken.None));
    }

    private Uri Address() => new($"ws://127.0.0.1:{_hub.Settings.Port}/user/bob/echo");

    private async Task<ClientWebSocket> OpenAsync(string? token)
    {
        var socket = new ClientWebSocket();
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"token {token}");
        }

        await socket.ConnectAsync(Address(), CancellationToken.None);
        return socket;
    }

    private Task<WebSocketException> RefusedAsync(string? token) => Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(token));

    private async Task RevokeAsync(UserRow owner, string secret)
    {
        var tokens = _hub.Services.GetRequiredService<Tokens>();
        var found = await tokens.FindAsync(secret, CancellationToken.None);
        Assert.Equal(owner.Id, found!.Value.Owner.User!.Id);
        await tokens.RevokeAsync(found.Value.Token, CancellationToken.None);
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[100];
        var got = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return Encoding.UTF8.GetString(buffer, 0, got.Count);
    }

    private static async Task ClosesAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            var got = await socket.ReceiveAsync(new byte[1], limit.Token);
            Assert.Equal(WebSocketMessageType.Close, got.MessageType);
        }
        catch (WebSocketException)
        {
            // Cut off without a farewell: closed all the same.
            Assert.NotEqual(WebSocketState.Open, socket.State);
        }
    }
}
