using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>Servers beside the default one, over the API (jupyterhub.md 1.2 Servers).</summary>
public sealed class NamedServersTests(NamedHub hub) : IClassFixture<NamedHub>
{
    [Fact]
    public async Task Named_server_has_its_own_address_route_and_client_beside_the_default_one()
    {
        var ada = await hub.AddAsync("named@both");
        await hub.ReadyAsync(ada);
        var row = await hub.NamedReadyAsync(ada, "deep learning");

        var user = (await hub.AskAsync(ada, "GET", "/users/named@both")).Json!;
        Assert.Equal(["", "deep learning"], user["servers"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal("/user/named@both/", (string?)user["server"]);
        var server = user["servers"]!["deep learning"]!;
        Assert.Equal("deep learning", (string?)server["name"]);
        Assert.Equal("named@both/deep learning", (string?)server["full_name"]);
        Assert.Equal("/user/named@both/deep%20learning/", (string?)server["url"]);
        Assert.Equal("/hub/api/users/named@both/servers/deep%20learning/progress", (string?)server["progress_url"]);
        var variables = await VariablesAsync(ada, "/user/named@both/deep%20learning/env");
        Assert.Equal("jupyterhub-user-named%40both-deep%20learning", variables["JUPYTERHUB_CLIENT_ID"]);
        Assert.Equal("deep learning", variables["JUPYTERHUB_SERVER_NAME"]);
        Assert.Equal("/user/named@both/deep%20learning/", variables["JUPYTERHUB_SERVICE_PREFIX"]);
        Assert.Equal("/user/named@both/deep%20learning/oauth_callback", variables["JUPYTERHUB_OAUTH_CALLBACK_URL"]);
        Assert.Equal("", (await VariablesAsync(ada, "/user/named@both/env"))["JUPYTERHUB_SERVER_NAME"]);
        Assert.Equal(1, await hub.WorkloadsAsync(row));
    }

    [Fact]
    public async Task Running_and_starting_ones_are_told_by_user_and_name()
    {
        var ada = await hub.AddAsync("named-running");
        await hub.NamedReadyAsync(ada, "gpu");
        var running = await hub.StartNamedAsync(ada, "gpu");
        Assert.Equal((400, "named-running:gpu is already running"), (running.Status, running.Message));

        Assert.Equal(202, (await hub.StartNamedAsync(ada, "held", StandIn.Held)).Status);
        var starting = await hub.StartNamedAsync(ada, "held");
        Assert.Equal((202, "text/plain"), (starting.Status, starting.Type));
    }

    [Fact]
    public async Task Limit_is_upstreams_and_counts_named_ones_alone()
    {
        var ada = await hub.AddAsync("named-limit");
        foreach (var name in new[] { "a", "b", "c" })
        {
            await hub.NamedReadyAsync(ada, name);
        }

        var refused = await hub.StartNamedAsync(ada, "d");
        Assert.Equal(
            (400, "User named-limit already has the maximum of 3 named servers.  One must be deleted before a new server can be created"),
            (refused.Status, refused.Message));
        Assert.Equal(202, (await hub.StartAsync(ada, StandIn.Prompt)).Status);
        await RemoveAsync(ada, "b");
        Assert.Equal(202, (await hub.StartNamedAsync(ada, "d")).Status);
    }

    [Fact]
    public async Task Limit_holds_when_many_ask_at_once()
    {
        var ada = await hub.AddAsync("named-rush");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => hub.StartNamedAsync(ada, $"s{number}")));

        Assert.Equal(3, answers.Count(answer => answer.Status == 202));
        Assert.Equal(3, (await hub.Store.OfUserAsync(ada.Id, CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("lab", "Invalid server_name 'lab': /user/named-bad/lab/ is an address of the default server itself. Choose another name.")]
    [InlineData("API", "Invalid server_name 'API': /user/named-bad/API/ is an address of the default server itself. Choose another name.")]
    [InlineData("a%2Fb", "Invalid server_name (may not contain '/'): a%2Fb")]
    [InlineData("a%07b", "Invalid server_name 'a\u0007b': it holds a character that cannot be seen (U+0007). Choose another name.")]
    public async Task Bad_name_is_refused_in_a_sentence(string path, string message)
    {
        var ada = await hub.Fixture.Services.GetUserAsync("named-bad") ?? await hub.AddAsync("named-bad");

        var answer = await hub.AskAsync(ada, "POST", $"/users/named-bad/servers/{path}");

        Assert.Equal((400, message), (answer.Status, answer.Message));
        Assert.Empty(await hub.Store.OfUserAsync(ada.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Removing_stops_it_first_and_forgets_it()
    {
        var ada = await hub.AddAsync("named-remove");
        var row = await hub.NamedReadyAsync(ada, "gpu");

        var answer = await hub.AskAsync(ada, "DELETE", "/users/named-remove/servers/gpu", """{"remove": true}""");

        Assert.Equal((202, "text/plain"), (answer.Status, answer.Type));
        await hub.UntilGoneAsync(row.Id);
        Assert.Equal(0, await hub.WorkloadsAsync(row));
        var again = await hub.AskAsync(ada, "DELETE", "/users/named-remove/servers/gpu", """{"remove": true}""");
        Assert.Equal((404, "named-remove has no server named 'gpu'"), (again.Status, again.Message));
        var shown = (await hub.AskAsync(ada, "GET", "/users/named-remove?include_stopped_servers=1")).Json!;
        Assert.Equal([""], shown["servers"]!.AsObject().Select(server => server.Key));
    }

    [Fact]
    public async Task Stopped_one_stays_until_it_is_removed()
    {
        var ada = await hub.AddAsync("named-stays");
        await hub.NamedReadyAsync(ada, "gpu");
        await hub.AskAsync(ada, "DELETE", "/users/named-stays/servers/gpu");
        await hub.UntilAsync(ada, ServerPhase.Stopped, "gpu");

        Assert.Equal(204, (await hub.AskAsync(ada, "DELETE", "/users/named-stays/servers/gpu")).Status);
        Assert.NotNull((await hub.AskAsync(ada, "GET", "/users/named-stays?include_stopped_servers")).Json!["servers"]!["gpu"]);
        Assert.Equal(204, (await hub.AskAsync(ada, "DELETE", "/users/named-stays/servers/gpu", """{"remove": true}""")).Status);
        Assert.Null(await hub.Store.FindAsync(ada.Id, "gpu", CancellationToken.None));
    }

    [Fact]
    public async Task Progress_is_told_by_name_and_the_empty_name_is_the_default_server()
    {
        var ada = await hub.AddAsync("named-progress");
        await hub.NamedReadyAsync(ada, "gpu");

        Assert.Contains("\"url\":\"/user/named-progress/gpu/\"", await ReadAsync(ada, "/users/named-progress/servers/gpu/progress"), StringComparison.Ordinal);
        Assert.Equal(404, (await hub.AskAsync(ada, "GET", "/users/named-progress/servers/none/progress")).Status);
        await hub.ReadyAsync(ada);
        foreach (var path in new[] { "server/progress", "servers//progress" })
        {
            Assert.Contains("\"url\":\"/user/named-progress/\"", await ReadAsync(ada, $"/users/named-progress/{path}"), StringComparison.Ordinal);
        }

        Assert.Equal(202, (await hub.AskAsync(ada, "DELETE", "/users/named-progress/servers/")).Status);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
    }

    [Fact]
    public async Task Activity_is_told_by_name()
    {
        var ada = await hub.AddAsync("named-activity");
        await hub.NamedReadyAsync(ada, "gpu");
        var at = hub.Fixture.Settings.Time.GetUtcNow().AddMinutes(5);
        var body = new JsonObject { ["servers"] = new JsonObject { ["gpu"] = new JsonObject { ["last_activity"] = at.ToString("o") } } };

        Assert.Equal(200, (await hub.AskAsync(ada, "POST", "/users/named-activity/activity", body.ToJsonString())).Status);

        Assert.Equal(at, (await hub.RowAsync(ada, "gpu")).LastActivity!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Scopes_may_be_limited_to_one_server_and_to_starting()
    {
        var ada = await hub.AddAsync("named-scopes");
        Task<ApiAnswer> AskAsync(string method, string path, string scope) => hub.AskAsync(ada, method, $"/users/named-scopes/{path}", null, scope);

        Assert.Equal(404, (await AskAsync("POST", "servers/other", "servers!server=named-scopes/gpu")).Status);
        Assert.Equal(202, (await AskAsync("POST", "servers/gpu", "start:servers!server=named-scopes/gpu")).Status);
        await hub.UntilAsync(ada, ServerPhase.Ready, "gpu");
        var stop = await AskAsync("DELETE", "servers/gpu", "start:servers!server=named-scopes/gpu");
        Assert.Equal((403, "Action is not authorized with current scopes; requires any of [delete:servers]"), (stop.Status, stop.Message));
        var start = await AskAsync("POST", "servers/gpu", "delete:servers!user=named-scopes");
        Assert.Equal((403, "Action is not authorized with current scopes; requires any of [servers]"), (start.Status, start.Message));
        Assert.Equal(404, (await AskAsync("GET", "servers/other/progress", "read:servers!server=named-scopes/gpu")).Status);
    }

    [Fact]
    public async Task State_is_for_those_who_administer_it()
    {
        var ada = await hub.AddAsync("named-state");
        var root = await hub.Fixture.AddUserAsync("named-state-root", admin: true);
        var row = await hub.NamedReadyAsync(ada, "gpu");

        var state = (await hub.AskAsync(root, "GET", "/users/named-state")).Json!["servers"]!["gpu"]!["state"]!;

        Assert.Equal(row.WorkloadId, (string?)state["workload"]);
        Assert.False((await hub.AskAsync(ada, "GET", "/users/named-state")).Json!["servers"]!["gpu"]!.AsObject().ContainsKey("state"));
    }

    [Fact]
    public async Task Body_of_jupyterhub_6_brings_the_options_apart()
    {
        var ada = await hub.AddAsync("named-body");

        Assert.Equal(202, (await hub.AskAsync(ada, "POST", "/users/named-body/servers/gpu", """{"user_options": {"environment": "stumbling"}}""")).Status);
        Assert.Equal("stumbling", (await hub.UntilAsync(ada, ServerPhase.Ready, "gpu")).Environment);
        await hub.AskAsync(ada, "DELETE", "/users/named-body/servers/gpu");
        await hub.UntilAsync(ada, ServerPhase.Stopped, "gpu");
        Assert.Equal(202, (await hub.AskAsync(ada, "POST", "/users/named-body/servers/gpu", """{"user_options": null}""")).Status);
        Assert.Equal("stumbling", (await hub.UntilAsync(ada, ServerPhase.Ready, "gpu")).Environment);
        var wrong = await hub.AskAsync(ada, "POST", "/users/named-body/server", """{"user_options": 3}""");
        Assert.Equal((400, "user_options must be an object or null"), (wrong.Status, wrong.Message));
    }

    [Fact]
    public async Task Log_and_failure_are_told_by_name()
    {
        var ada = await hub.AddAsync("named-failed");
        await hub.StartNamedAsync(ada, "gpu", StandIn.Crashing);
        await hub.UntilAsync(ada, row => row is { Phase: ServerPhase.Stopped, Reason: not null }, "the crash", "gpu");

        Assert.Equal("crashed", (string?)(await hub.AskAsync(ada, "GET", "/users/named-failed/servers/gpu/failure")).Json!["reason"]);
        Assert.Contains("the kernel is missing", await ReadAsync(ada, "/users/named-failed/servers/gpu/log"), StringComparison.Ordinal);
        var none = await hub.AskAsync(ada, "GET", "/users/named-failed/servers//failure");
        Assert.Equal((404, "named-failed has not failed."), (none.Status, none.Message));
    }

    private async Task RemoveAsync(UserRow owner, string server)
    {
        var row = await hub.RowAsync(owner, server);
        await hub.AskAsync(owner, "DELETE", $"/users/{owner.Name}/servers/{server}", """{"remove": true}""");
        await hub.UntilGoneAsync(row.Id);
    }

    private async Task<string> ReadAsync(UserRow owner, string path)
    {
        using var client = await hub.Fixture.WithTokenAsync(owner);
        return await client.GetStringAsync(new Uri("/hub/api" + path, UriKind.Relative), CancellationToken.None);
    }

    private async Task<Dictionary<string, string>> VariablesAsync(UserRow owner, string path)
    {
        using var client = await hub.Fixture.WithTokenAsync(owner);
        var text = await client.GetStringAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
        return text.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
