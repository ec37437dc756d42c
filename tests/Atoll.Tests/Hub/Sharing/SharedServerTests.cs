using System.Net;
using System.Net.WebSockets;
using System.Text;
using Atoll.Accounts.People;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Accounts.Sharing;
using Atoll.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Hub.Sharing;

/// <summary>A server that runs, a guest in it, and how it is closed to them: over real connections.</summary>
public sealed class SharedServerTests(QuickHub hub) : IClassFixture<QuickHub>
{
    // Milliseconds: what hangs shall fail.
    private const int Patience = 60_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HubDatabase Database => hub.Fixture.Services.GetRequiredService<HubDatabase>();

    [Theory(Timeout = Patience)]
    [InlineData("taken", "PATCH", """{"user": "taken-guest"}""")]
    [InlineData("all-taken", "DELETE", null)]
    public async Task Guest_comes_in_after_a_question_and_is_out_when_it_is_taken_back(string name, string method, string? body)
    {
        var (owner, guest, root) = await PeopleAsync(name);
        await ShareAsync(root, owner, $$"""{"user": "{{guest.Name}}"}""");
        using var inside = await EnterAsync(owner, guest);
        using var socket = await ConnectAsync(inside, owner);
        using var own = await EnterAsync(owner, owner);
        using var ownSocket = await ConnectAsync(own, owner);

        Assert.InRange((await hub.AskAsync(root, method, $"/shares/{owner.Name}/", body)).Status, 200, 204);

        await AssertEndsAsync(socket);
        await AssertOutAsync(inside, owner);
        using var still = await own.FetchAsync($"/user/{owner.Name}/x");
        Assert.Equal((HttpStatusCode.OK, WebSocketState.Open), (still.StatusCode, ownSocket.State));
    }

    [Fact(Timeout = Patience)]
    public async Task Guest_leaves_by_themselves()
    {
        var (owner, guest, root) = await PeopleAsync("leaves");
        await ShareAsync(root, owner, """{"user": "leaves-guest"}""");
        using var inside = await EnterAsync(owner, guest);
        using var socket = await ConnectAsync(inside, owner);

        Assert.Equal(204, (await hub.AskAsync(guest, "DELETE", "/users/leaves-guest/shared/leaves/")).Status);

        await AssertEndsAsync(socket);
        await AssertOutAsync(inside, owner);
    }

    [Theory(Timeout = Patience)]
    [InlineData("grouped", "/groups/grouped-crew/users", """{"users": ["grouped-guest"]}""")]
    [InlineData("dissolved", "/groups/dissolved-crew", null)]
    public async Task Whoever_leaves_the_group_is_out_and_all_are_when_it_goes(string name, string path, string? body)
    {
        var (owner, guest, root) = await PeopleAsync(name);
        await new ShareSeed(Database).GroupAsync($"{name}-crew", guest);
        await ShareAsync(root, owner, $$"""{"group": "{{name}}-crew"}""");
        using var inside = await EnterAsync(owner, guest);
        using var socket = await ConnectAsync(inside, owner);

        Assert.InRange((await hub.AskAsync(root, "DELETE", path, body)).Status, 200, 204);

        await AssertEndsAsync(socket);
        await AssertOutAsync(inside, owner);
    }

    [Fact(Timeout = Patience)]
    public async Task Whoever_may_by_something_else_notices_nothing()
    {
        var (owner, guest, root) = await PeopleAsync("twice");
        await new ShareSeed(Database).GroupAsync("twice-crew", guest);
        await ShareAsync(root, owner, """{"user": "twice-guest"}""");
        await ShareAsync(root, owner, """{"group": "twice-crew"}""");
        using var inside = await EnterAsync(owner, guest);
        using var socket = await ConnectAsync(inside, owner);

        await hub.AskAsync(guest, "DELETE", "/users/twice-guest/shared/twice/");
        await Until.TrueAsync(NoNewsAsync, TimeSpan.FromSeconds(10), "the news to be handed on");

        using var still = await inside.FetchAsync("/user/twice/x");
        Assert.Equal((HttpStatusCode.OK, WebSocketState.Open), (still.StatusCode, socket.State));
        Assert.Equal(204, (await hub.AskAsync(root, "DELETE", "/shares/twice/")).Status);
        await AssertEndsAsync(socket);
    }

    [Fact(Timeout = Patience)]
    public async Task Shared_again_it_opens_again()
    {
        var (owner, guest, root) = await PeopleAsync("anew");
        await ShareAsync(root, owner, """{"user": "anew-guest"}""");
        using var inside = await EnterAsync(owner, guest);
        await hub.AskAsync(root, "DELETE", "/shares/anew/");
        await Until.TrueAsync(async () => await IsRefusedAsync(inside, owner), TimeSpan.FromSeconds(10), "the guest to be out");

        await ShareAsync(root, owner, """{"user": "anew-guest"}""");
        Assert.Equal(403, await StatusAsync(inside, owner));
        await EnterAsync(inside, owner);
        Assert.Equal(200, await StatusAsync(inside, owner));
    }

    [Fact(Timeout = Patience)]
    public async Task Token_of_a_guest_opens_it_as_long_as_it_is_shared()
    {
        var (owner, guest, root) = await PeopleAsync("bytoken");
        await ShareAsync(root, owner, """{"user": "bytoken-guest"}""");
        using var program = await hub.Fixture.WithTokenAsync(guest);
        var url = new Uri("/user/bytoken/x", UriKind.Relative);
        using var before = await program.GetAsync(url, Cancel);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await hub.AskAsync(root, "DELETE", "/shares/bytoken/");
        await Until.TrueAsync(async () =>
        {
            using var after = await program.GetAsync(url, Cancel);
            return after.StatusCode == HttpStatusCode.NotFound;
        }, TimeSpan.FromSeconds(5), "the answer that is remembered to be forgotten");
    }

    private async Task<(UserRow Owner, UserRow Guest, UserRow Root)> PeopleAsync(string name)
    {
        var (owner, guest) = (await hub.AddAsync(name), await hub.AddAsync($"{name}-guest"));
        await hub.ReadyAsync(owner);
        return (owner, guest, await hub.Fixture.AddUserAsync($"{name}-root", admin: true));
    }

    private async Task ShareAsync(UserRow root, UserRow owner, string body) =>
        Assert.Equal(200, (await hub.AskAsync(root, "POST", $"/shares/{owner.Name}/", body)).Status);

    private async Task<Browser> EnterAsync(UserRow owner, UserRow visitor)
    {
        var browser = await hub.SignInAsync(visitor);
        await EnterAsync(browser, owner);
        Assert.Equal(200, await StatusAsync(browser, owner));
        return browser;
    }

    // The owner is let in at once, a guest after saying so.
    private static async Task EnterAsync(Browser browser, UserRow owner)
    {
        using var sent = await browser.VisitAsync($"/user/{owner.Name}/x");
        var enter = sent.Headers.Location!.OriginalString;
        using var asked = await browser.VisitAsync(enter);
        if (asked.StatusCode is HttpStatusCode.OK)
        {
            using var confirmed = await browser.PostAsync(enter, browser.Cookie("_xsrf"));
            Assert.Equal($"/user/{owner.Name}/x", confirmed.Headers.Location!.OriginalString);
        }
    }

    // The answer that was on its way at that moment is cut off.
    private static async Task<bool> IsRefusedAsync(Browser browser, UserRow owner)
    {
        try
        {
            return await StatusAsync(browser, owner) == 403;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<int> StatusAsync(Browser browser, UserRow owner)
    {
        using var answer = await browser.FetchAsync($"/user/{owner.Name}/x");
        return (int)answer.StatusCode;
    }

    // A page's own requests are refused, a navigation ends at what is not there, and no WebSocket opens.
    private async Task AssertOutAsync(Browser browser, UserRow owner)
    {
        Assert.Equal(403, await StatusAsync(browser, owner));
        using var sent = await browser.VisitAsync($"/user/{owner.Name}/x");
        using var refused = await browser.VisitAsync(sent.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(browser, owner));
    }

    private async Task<ClientWebSocket> ConnectAsync(Browser browser, UserRow owner)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", $"atoll-gate={browser.Cookie("atoll-gate", $"/user/{owner.Name}/")}");
        socket.Options.SetRequestHeader("Origin", hub.Fixture.Url.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(hub.Fixture.Url) { Scheme = "ws", Path = $"/user/{owner.Name}/channels" }.Uri, Cancel);
        var said = new byte[16];
        var read = await socket.ReceiveAsync(said.AsMemory(), Cancel);
        Assert.Equal("hello", Encoding.UTF8.GetString(said, 0, read.Count));
        return socket;
    }

    private static async Task AssertEndsAsync(ClientWebSocket socket) =>
        await Assert.ThrowsAsync<WebSocketException>(async () => await socket.ReceiveAsync(new byte[16].AsMemory(), Cancel));

    private async Task<bool> NoNewsAsync() => (await Database.ReadAsync(OutboxStore.ReadAsync, Cancel)).Count == 0;
}
