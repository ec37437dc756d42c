using Atoll.Core.Lifecycles;
using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>GET, PUT and PATCH of a server, as clients of JupyterHub 6 use them.</summary>
public sealed class NamedServerRecordsTests(NamedHub hub) : IClassFixture<NamedHub>
{
    [Fact]
    public async Task Server_is_made_shown_renamed_and_started_with_what_it_was_given()
    {
        var ada = await hub.AddAsync("record-ada");

        var made = await hub.AskAsync(ada, "PUT", "/users/record-ada/servers/gpu", """{"display_name": "Deep learning", "user_options": {"environment": "stumbling"}}""");
        Assert.Equal(201, made.Status);
        Assert.Equal(("gpu", "Deep learning", true), ((string?)made.Json!["name"], (string?)made.Json["display_name"], (bool)made.Json["stopped"]!));
        Assert.Equal("stumbling", (string?)made.Json["user_options"]!["environment"]);
        var again = await hub.AskAsync(ada, "PUT", "/users/record-ada/servers/gpu");
        Assert.Equal((409, "User record-ada already has server gpu"), (again.Status, again.Message));

        var renamed = await hub.AskAsync(ada, "PATCH", "/users/record-ada/servers/gpu", """{"name": "gpu2"}""");
        Assert.Equal((200, "/user/record-ada/gpu2/"), (renamed.Status, (string?)renamed.Json!["url"]));
        Assert.Equal(404, (await hub.AskAsync(ada, "GET", "/users/record-ada/servers/gpu")).Status);
        Assert.Equal("Deep learning", (string?)(await hub.AskAsync(ada, "GET", "/users/record-ada/servers/gpu2")).Json!["display_name"]);
        Assert.Equal(202, (await hub.AskAsync(ada, "POST", "/users/record-ada/servers/gpu2")).Status);
        Assert.Equal("stumbling", (await hub.UntilAsync(ada, ServerPhase.Ready, "gpu2")).Environment);
    }

    [Fact]
    public async Task Running_server_is_not_changed_and_taken_names_stay_taken()
    {
        var ada = await hub.AddAsync("record-run");
        await hub.NamedReadyAsync(ada, "gpu");
        await hub.AskAsync(ada, "PUT", "/users/record-run/servers/other");

        var active = await hub.AskAsync(ada, "PATCH", "/users/record-run/servers/gpu", """{"display_name": "x"}""");
        Assert.Equal((400, "record-run:gpu is active. Please stop it before modifying it."), (active.Status, active.Message));
        Assert.Equal(409, (await hub.AskAsync(ada, "PATCH", "/users/record-run/servers/other", """{"name": "gpu"}""")).Status);
        Assert.Equal(409, (await hub.AskAsync(ada, "PUT", "/users/record-run/server")).Status);
    }

    [Theory]
    [InlineData("PUT", "lab", null)]
    [InlineData("PUT", "new", """{"display_name": 3}""")]
    [InlineData("PUT", "new", """{"display_name": "a\u0007b"}""")]
    [InlineData("PATCH", "old", null)]
    [InlineData("PATCH", "old", "{}")]
    [InlineData("PATCH", "old", "[1]")]
    [InlineData("PATCH", "old", """{"colour": "red"}""")]
    [InlineData("PATCH", "old", """{"name": null}""")]
    [InlineData("PATCH", "old", """{"name": "tree"}""")]
    [InlineData("PATCH", "old", """{"name": ""}""")]
    [InlineData("PATCH", "old", """{"user_options": []}""")]
    public async Task Bad_request_changes_nothing(string method, string server, string? body)
    {
        var ada = await hub.AddAsync("record-" + Guid.NewGuid().ToString("n"));
        await hub.AskAsync(ada, "PUT", $"/users/{ada.Name}/servers/old");

        var answer = await hub.AskAsync(ada, method, $"/users/{ada.Name}/servers/{server}", body);

        Assert.Contains(answer.Status, new[] { 400, 409 });
        Assert.Equal("old", Assert.Single(await hub.Store.OfUserAsync(ada.Id, CancellationToken.None)).Name);
    }

    [Fact]
    public async Task Scope_for_one_server_makes_no_other_of_it()
    {
        var ada = await hub.AddAsync("record-scope");
        await hub.AskAsync(ada, "PUT", "/users/record-scope/servers/gpu");
        const string Only = "start:servers!server=record-scope/gpu";

        Assert.Equal(404, (await hub.AskAsync(ada, "PATCH", "/users/record-scope/servers/gpu", """{"name": "other"}""", Only)).Status);
        Assert.Equal(404, (await hub.AskAsync(ada, "PUT", "/users/record-scope/servers/other", null, Only)).Status);
        Assert.Equal(404, (await hub.AskAsync(ada, "GET", "/users/record-scope/servers/gpu", null, "read:servers!server=record-scope/other")).Status);
        Assert.Equal(404, (await hub.AskAsync(ada, "GET", "/users/record-scope/server")).Status);
    }
}
