using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.Hub.Api;

/// <summary>What users' endpoints show of servers, and do to them.</summary>
public sealed class UsersWithServersTests(PatientHub hub) : IClassFixture<PatientHub>
{
    [Fact]
    public async Task Server_state_is_for_those_with_the_scope()
    {
        var (ada, root) = (await hub.AddAsync("state-ada"), await hub.Fixture.AddUserAsync("state-root", admin: true));
        var row = await hub.ReadyAsync(ada);

        var seen = (await hub.AskAsync(root, "GET", "/users?state=ready&name_filter=state-")).Json!.AsArray();
        Assert.Equal("state-ada", (string?)Assert.Single(seen)!["name"]);
        Assert.Equal(row.WorkloadId, (string?)seen[0]!["servers"]![""]!["state"]!["workload"]);
        Assert.DoesNotContain("state", (await hub.AskAsync(ada, "GET", "/users/state-ada")).Json!["servers"]![""]!.AsObject());
    }

    [Fact]
    public async Task Stopped_servers_are_shown_to_those_who_ask_for_them()
    {
        var ada = await hub.AddAsync("stopped-ada");
        await hub.ReadyAsync(ada);
        await hub.StopAsync(ada);

        Assert.Empty((await hub.AskAsync(ada, "GET", "/users/stopped-ada")).Json!["servers"]!.AsObject());
        Assert.Empty((await hub.AskAsync(ada, "GET", "/users/stopped-ada?include_stopped_servers=False")).Json!["servers"]!.AsObject());
        Assert.True((bool)(await hub.AskAsync(ada, "GET", "/users/stopped-ada?include_stopped_servers")).Json!["servers"]![""]!["stopped"]!);
    }

    [Fact]
    public async Task A_default_server_that_never_ran_is_among_the_stopped_ones()
    {
        var ada = await hub.AddAsync("idle-ada");

        var server = (await hub.AskAsync(ada, "GET", "/users/idle-ada?include_stopped_servers")).Json!["servers"]![""]!;

        Assert.Equal(("idle-ada/", true, "/user/idle-ada/"), ((string?)server["full_name"], (bool)server["stopped"]!, (string?)server["url"]));
        Assert.Empty((await hub.AskAsync(ada, "GET", "/users/idle-ada")).Json!["servers"]!.AsObject());
    }

    [Fact]
    public async Task Name_cannot_change_under_a_running_server()
    {
        var (ada, root) = (await hub.AddAsync("rename-ada"), await hub.Fixture.AddUserAsync("rename-root", admin: true));
        await hub.ReadyAsync(ada);

        var answer = await hub.AskAsync(root, "PATCH", "/users/rename-ada", """{"name": "rename-eve"}""");
        Assert.Equal((400, "rename-ada has a running server; stop it before the name is changed."), (answer.Status, answer.Message));

        await hub.StopAsync(ada);
        Assert.Equal(200, (await hub.AskAsync(root, "PATCH", "/users/rename-ada", """{"name": "rename-eve"}""")).Status);
        Assert.Equal("/user/rename-eve/", await StartedUrlAsync("rename-eve"));
    }

    [Fact]
    public async Task Deleting_a_user_stops_their_server()
    {
        var (ada, root) = (await hub.AddAsync("gone-ada"), await hub.Fixture.AddUserAsync("gone-root", admin: true));
        var row = await hub.ReadyAsync(ada);

        Assert.Equal(204, (await hub.AskAsync(root, "DELETE", "/users/gone-ada")).Status);

        Assert.Equal(0, await hub.WorkloadsAsync(row));
        Assert.Null(await hub.Store.GetAsync(row.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task User_whose_server_stops_already_is_not_deleted_under_it()
    {
        var (ada, root) = (await hub.AddAsync("stops-ada"), await hub.Fixture.AddUserAsync("stops-root", admin: true));
        await hub.ReadyAsync(ada, StandIn.Deaf);
        var stop = hub.StopAsync(ada);
        await hub.UntilAsync(ada, row => row.Phase is ServerPhase.Stopping or ServerPhase.Stopped, "the stop");

        var answer = await hub.AskAsync(root, "DELETE", "/users/stops-ada");

        Assert.Equal((400, "stops-ada's server is in the process of stopping, please wait."), (answer.Status, answer.Message));
        await stop;
        Assert.Equal(204, (await hub.AskAsync(root, "DELETE", "/users/stops-ada")).Status);
    }

    private async Task<string?> StartedUrlAsync(string name)
    {
        var user = (await hub.AskAsync(await hub.Fixture.AddUserAsync($"{name}-see", admin: true), "POST", $"/users/{name}/server", """{"environment": "prompt", "size": "small"}"""));
        Assert.Equal(201, user.Status);
        return (string?)(await hub.AskAsync(await hub.Fixture.AddUserAsync($"{name}-look", admin: true), "GET", $"/users/{name}")).Json!["server"];
    }
}
