using System.Net;
using System.Net.WebSockets;
using Atoll.Accounts.People;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>A second person, signed in at the same time, gets at nothing of the first one's: not by browser, token, WebSocket, network or files.</summary>
public sealed class TwoPeopleTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    private readonly HubFixture _hub = people.Hub;
    private readonly UserRow _ada = people.Ada;
    private readonly UserRow _bob = people.Bob;

    [Fact]
    public async Task The_owner_enters_by_browser_and_by_token()
    {
        var browser = await _hub.SignInAsync(_ada);
        var answer = await Visits.FollowAsync(browser.Client, "/user/ada/lab");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("jupyter-config-data", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var program = await _hub.WithTokenAsync(_ada);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/user/ada/api/contents")).StatusCode);
    }

    [Theory]
    [InlineData("/user/ada/lab")]
    [InlineData("/user/ada/api/contents")]
    [InlineData("/user/ada/oauth_callback?code=x&state=y")]
    [InlineData("/user/ada/files/secret.txt")]
    public async Task A_stranger_in_a_browser_is_told_there_is_nothing(string path)
    {
        var browser = await _hub.SignInAsync(_bob);
        var answer = await Visits.FollowAsync(browser.Client, path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("X-Jupyter-Server"), "the server itself answered");
        Assert.Equal("/hub/enter", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task A_strangers_token_gets_404_and_none_gets_403()
    {
        using var program = await _hub.WithTokenAsync(_bob);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("/user/ada/api/contents")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.DeleteAsync("/user/ada/api/contents/x")).StatusCode);
        using var nobody = _hub.Anonymous();
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync("/user/ada/api/contents")).StatusCode);
    }

    [Fact]
    public async Task A_strangers_websocket_is_refused()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"token {await _hub.TokenAsync(_bob)}");
        var refused = await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_hub.Settings.Port}/user/ada/terminals/websocket/1"), CancellationToken.None));
        Assert.Contains("404", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_may_neither_stop_nor_start_nor_watch_it()
    {
        using var program = await _hub.WithTokenAsync(_bob);
        Assert.Equal(HttpStatusCode.NotFound, (await program.DeleteAsync("/hub/api/users/ada/server")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostAsync("/hub/api/users/ada/server", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("/hub/api/users/ada/server/progress")).StatusCode);
    }

    [Fact]
    public async Task From_inside_the_own_server_neither_the_others_port_nor_files_are_reached()
    {
        var kernel = await Kernel.ConnectAsync(_hub, _bob);
        var adas = await Servers.AddressAsync(_hub, _ada);
        Assert.Equal("unreachable", await kernel.RunAsync(
            $"""
            import socket
            s = socket.socket(); s.settimeout(3)
            try:
                s.connect(('{adas.Split(':')[0]}', {adas.Split(':')[1]})); print("reached")
            except OSError: print("unreachable")
            """));
        Assert.Equal("[]", await kernel.RunAsync("import os; print([d for d in os.listdir('/home') if d != 'jovyan'])"));
        Assert.Equal("bob", await kernel.RunAsync("import os; print(os.environ['JUPYTERHUB_USER'])"));
    }

    [Fact]
    public async Task The_servers_token_opens_its_own_server_and_reports_activity_and_nothing_else()
    {
        var kernel = await Kernel.ConnectAsync(_hub, _bob);
        var statuses = await kernel.RunAsync(
            """
            import os, urllib.request, urllib.error
            def ask(path, token=os.environ["JUPYTERHUB_API_TOKEN"]):
                r = urllib.request.Request(os.environ["JUPYTERHUB_API_URL"] + path, headers={"Authorization": "token " + token})
                try: return urllib.request.urlopen(r, timeout=5).status
                except urllib.error.HTTPError as e: return e.code
            print(ask("/user"), ask("/users/ada"), ask("/users/bob/tokens"))
            """);
        Assert.Equal("200 404 403", statuses);
        Assert.Equal("404", await kernel.RunAsync(
            """
            import os, urllib.request, urllib.error
            root = os.environ["JUPYTERHUB_API_URL"].removesuffix("/hub/api")
            try: print(urllib.request.urlopen(root + "/hub/login", timeout=5).status)
            except urllib.error.HTTPError as e: print(e.code)
            """));
    }
}
