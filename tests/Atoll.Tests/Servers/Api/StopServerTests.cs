using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>DELETE of a server, on a hub whose API does not wait.</summary>
public sealed class StopServerTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Server_that_never_ran_or_was_stopped_is_stopped()
    {
        var ada = await hub.AddAsync("stop-stopped");
        Assert.Equal(204, (await hub.StopAsync(ada)).Status);

        await hub.ReadyAsync(ada);
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);

        Assert.Equal(204, (await hub.StopAsync(ada)).Status);
    }

    [Fact]
    public async Task Stop_that_takes_its_time_is_accepted_and_ends_even_the_deaf()
    {
        var ada = await hub.AddAsync("stop-deaf");
        var row = await hub.ReadyAsync(ada, StandIn.Deaf);

        var first = await hub.StopAsync(ada);
        Assert.Equal((202, null), (first.Status, first.Json));
        var user = (await hub.AskAsync(ada, "GET", "/users/stop-deaf")).Json!;
        Assert.Equal("stop", (string?)user["pending"]);
        Assert.Equal((400, "stop-deaf is pending stop"), await StartAsync(ada));

        await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Equal(0, await hub.WorkloadsAsync(row));
        Assert.Empty((await hub.AskAsync(ada, "GET", "/users/stop-deaf")).Json!["servers"]!.AsObject());
    }

    [Fact]
    public async Task Stop_while_starting_cancels_and_leaves_no_process()
    {
        var ada = await hub.AddAsync("stop-starting");
        await hub.StartAsync(ada, StandIn.Held);
        var row = await hub.UntilAsync(ada, ServerPhase.Booting);
        Assert.Equal(1, await hub.WorkloadsAsync(row));

        await hub.StopAsync(ada);

        var stopped = await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Null(stopped.Reason);
        Assert.Equal(0, await hub.WorkloadsAsync(row));
    }

    [Fact]
    public async Task Stop_right_after_start_leaves_no_process()
    {
        var ada = await hub.AddAsync("stop-at-once");
        await hub.StartAsync(ada, StandIn.Prompt);

        await hub.StopAsync(ada);

        var row = await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Equal(0, await hub.WorkloadsAsync(row));
    }

    [Fact]
    public async Task Route_and_token_end_with_the_server()
    {
        var ada = await hub.AddAsync("stop-route");
        await hub.ReadyAsync(ada);
        using var client = await hub.Fixture.WithTokenAsync(ada);
        var variables = await client.GetStringAsync(new Uri("/user/stop-route/env", UriKind.Relative), CancellationToken.None);
        var token = variables.Split('\n').Single(line => line.StartsWith("JUPYTERHUB_API_TOKEN=", StringComparison.Ordinal)).Split('=', 2)[1];
        Assert.Equal(200, await SelfAsync(token));

        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);

        Assert.Equal(403, await SelfAsync(token));
        using var gone = await client.PostAsync(new Uri("/user/stop-route/api/kernels", UriKind.Relative), null, CancellationToken.None);
        Assert.Equal(424, (int)gone.StatusCode);
    }

    [Fact]
    public async Task Named_server_is_not_there_and_the_default_one_cannot_be_removed()
    {
        var ada = await hub.AddAsync("stop-named");

        var named = await hub.AskAsync(ada, "DELETE", "/users/stop-named/servers/gpu");
        Assert.Equal((400, "Named servers are not enabled."), (named.Status, named.Message));

        var removed = await hub.AskAsync(ada, "DELETE", "/users/stop-named/server", """{"remove": true}""");
        Assert.Equal((400, "Cannot delete the default server"), (removed.Status, removed.Message));
    }

    private async Task<(int Status, string? Message)> StartAsync(Atoll.Accounts.People.UserRow owner)
    {
        var answer = await hub.StartAsync(owner, StandIn.Prompt);
        return (answer.Status, answer.Message);
    }

    private async Task<int> SelfAsync(string token)
    {
        using var client = hub.Fixture.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("token", token);
        using var answer = await client.GetAsync(new Uri("/hub/api/user", UriKind.Relative), CancellationToken.None);
        return (int)answer.StatusCode;
    }
}
