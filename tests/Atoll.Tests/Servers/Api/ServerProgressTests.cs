using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>The event stream of a start, to the letter (jupyterhub.md 1.3).</summary>
public sealed class ServerProgressTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Stream_tells_each_step_once_and_ends_with_ready()
    {
        var ada = await hub.AddAsync("progress@ready.org");
        await hub.StartAsync(ada, StandIn.Held);
        using var client = await hub.Fixture.WithTokenAsync(ada);
        using var stream = await OpenAsync(client, ada);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache", stream.Headers.CacheControl!.ToString());
        StandIn.LetGo(hub.Fixture.Settings.Data, ada);

        var text = await stream.Content.ReadAsStringAsync(CancellationToken.None);

        Assert.Equal(
            """
            data: {"progress":0,"message":"Server requested"}

            data: {"progress":10,"message":"Found a place to run"}

            data: {"progress":30,"message":"The environment\u0027s image is ready"}

            data: {"progress":60,"message":"Started; waiting for it to answer"}


            """,
            text[..text.LastIndexOf("data:", StringComparison.Ordinal)]);
        var end = Events(text)[^1];
        Assert.Equal((100, true), ((int)end["progress"]!, (bool)end["ready"]!));
        Assert.Equal("/user/progress@ready.org/", (string?)end["url"]);
        Assert.Equal("Server ready at /user/progress@ready.org/", (string?)end["message"]);
        Assert.Equal(
            """Server ready at <a href="/user/progress@ready.org/">/user/progress@ready.org/</a>""", (string?)end["html_message"]);
        Assert.Equal(5, end.Count);
    }

    [Fact]
    public async Task Ready_server_has_one_event()
    {
        var ada = await hub.AddAsync("progress-one");
        await hub.ReadyAsync(ada);

        var only = Assert.Single(await ReadAsync(ada));

        Assert.True((bool)only["ready"]!);
    }

    [Fact]
    public async Task Failure_and_cancel_end_the_stream()
    {
        var ada = await hub.AddAsync("progress-failed");
        await hub.StartAsync(ada, StandIn.Crashing);
        await hub.UntilAsync(ada, row => !row.State.IsStarting, "the crash");
        var failed = (await ReadAsync(ada))[^1];
        Assert.Equal((100, true, 3), ((int)failed["progress"]!, (bool)failed["failed"]!, failed.Count));
        Assert.Matches("^Spawn failed: Your server ended by itself .*exit code 3.* \\(crashed\\)$", (string?)failed["message"]);
        Assert.Null(failed["ready"]);

        var bob = await hub.AddAsync("progress-cancelled");
        await hub.StartAsync(bob, StandIn.Held);
        using var client = await hub.Fixture.WithTokenAsync(bob);
        using var stream = await OpenAsync(client, bob);
        await hub.StopAsync(bob);
        Assert.Equal("Spawn cancelled", (string?)Events(await stream.Content.ReadAsStringAsync(CancellationToken.None))[^1]["message"]);
    }

    [Fact]
    public async Task Nothing_to_tell_is_refused()
    {
        var ada = await hub.AddAsync("progress-none");
        var never = await hub.AskAsync(ada, "GET", "/users/progress-none/server/progress");
        Assert.Equal((400, "progress-none is not starting..."), (never.Status, never.Message));

        await hub.ReadyAsync(ada);
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Equal(400, (await hub.AskAsync(ada, "GET", "/users/progress-none/server/progress")).Status);
        Assert.Equal(404, (await hub.AskAsync(ada, "GET", "/users/nobody/server/progress")).Status);
        Assert.Equal(
            403, (await hub.AskAsync(ada, "GET", "/users/progress-none/server/progress", null, "read:users:name!user=progress-none")).Status);
    }

    private async Task<List<JsonObject>> ReadAsync(UserRow owner)
    {
        using var client = await hub.Fixture.WithTokenAsync(owner);
        using var stream = await OpenAsync(client, owner);
        return Events(await stream.Content.ReadAsStringAsync(CancellationToken.None));
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient client, UserRow owner) => client.GetAsync(
        new Uri($"/hub/api/users/{owner.Name}/server/progress", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);

    private static List<JsonObject> Events(string stream) =>
        [.. stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(one => JsonNode.Parse(one["data: ".Length..])!.AsObject())];
}
