using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Servers.Api;

/// <summary>Start and stop on a hub whose API waits for them, and how starts fail.</summary>
public sealed class WaitingApiTests(PatientHub hub) : IClassFixture<PatientHub>
{
    [Fact]
    public async Task Start_in_time_is_created_and_stop_in_time_has_no_content()
    {
        var ada = await hub.AddAsync("wait-both");

        Assert.Equal(201, (await hub.StartAsync(ada, StandIn.Stumbling)).Status);
        Assert.Equal(ServerPhase.Ready, (await hub.RowAsync(ada)).Phase);
        Assert.Equal(204, (await hub.StopAsync(ada)).Status);
        Assert.Equal(ServerPhase.Stopped, (await hub.RowAsync(ada)).Phase);
    }

    [Fact]
    public async Task Crash_while_starting_is_told_with_exit_code_and_last_lines()
    {
        var ada = await hub.AddAsync("wait-crash");

        var answer = await hub.StartAsync(ada, StandIn.Crashing);

        const string Sentence = "Your server ended by itself with an error (exit code 3). Your files are safe.";
        const string Advice = "Try again. If it ends again, the last lines of its log say why.";
        Assert.Equal((500, $"Spawn failed: {Sentence} {Advice} (crashed)"), (answer.Status, answer.Message));
        var row = await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Equal((Reasons.Crashed, 3), (row.Reason, row.ExitCode));
        Assert.Equal("standing in, crashing\nthe kernel is missing", row.LogTail);
        Assert.Equal(0, await hub.WorkloadsAsync(row));

        var failure = await hub.AskAsync(ada, "GET", "/users/wait-crash/server/failure");
        Assert.Equal(
            $$"""{"reason":"crashed","message":"{{Sentence}}","advice":"{{Advice}}","detail":"","exit_code":3,"log":["standing in, crashing","the kernel is missing"]}""",
            failure.Json!.ToJsonString());

        using var browser = await hub.SignInAsync(ada);
        using var page = await browser.VisitAsync("/hub/spawn-pending/wait-crash");
        var html = await page.Content.ReadAsStringAsync(CancellationToken.None);
        Assert.Equal(500, (int)page.StatusCode);
        Assert.Contains("exit code 3", html, StringComparison.Ordinal);
        Assert.Contains("the kernel is missing", html, StringComparison.Ordinal);
        Assert.Contains("Reason code: crashed", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crash_of_a_running_server_is_noticed_and_its_route_ends()
    {
        var ada = await hub.AddAsync("wait-died");
        await hub.ReadyAsync(ada);
        using var client = await hub.Fixture.WithTokenAsync(ada);

        using var last = await client.GetAsync(new Uri("/user/wait-died/die", UriKind.Relative), CancellationToken.None);

        var row = await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Equal((Reasons.Crashed, 3), (row.Reason, row.ExitCode));
        Assert.EndsWith("it was too much", row.LogTail, StringComparison.Ordinal);
        using var gone = await client.DeleteAsync(new Uri("/user/wait-died/", UriKind.Relative), CancellationToken.None);
        Assert.Equal(424, (int)gone.StatusCode);
    }

    [Fact]
    public async Task Server_that_shuts_itself_down_has_not_failed()
    {
        var ada = await hub.AddAsync("wait-left");
        await hub.ReadyAsync(ada);
        using var client = await hub.Fixture.WithTokenAsync(ada);

        using var last = await client.GetAsync(new Uri("/user/wait-left/leave", UriKind.Relative), CancellationToken.None);

        var row = await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Null(row.Reason);
        Assert.Null(row.LogTail);
    }

    [Fact]
    public async Task Next_start_forgets_the_failure()
    {
        var ada = await hub.AddAsync("wait-better");
        await hub.StartAsync(ada, StandIn.Crashing);
        await hub.UntilAsync(ada, ServerPhase.Stopped);

        Assert.Equal(201, (await hub.StartAsync(ada, StandIn.Prompt)).Status);

        var row = await hub.RowAsync(ada);
        Assert.Equal((2L, null, null, null), (row.StartNumber, row.Reason, row.ExitCode, row.LogTail));
    }
}
