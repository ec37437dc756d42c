using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Servers;

public sealed class ServerProbeTests(HastyHub hub) : IClassFixture<HastyHub>
{
    [Theory]
    [InlineData(StandIn.Silent, Reasons.PortRefused, "Connection refused")]
    [InlineData(StandIn.Held, Reasons.NeverAnswered, "It answers with status 503.")]
    public async Task Server_that_never_answers_fails_with_what_it_did_instead(string environment, string reason, string detail)
    {
        var ada = await hub.AddAsync($"probe-{environment}");

        var answer = await hub.StartAsync(ada, environment);

        Assert.Equal(500, answer.Status);
        Assert.StartsWith("Spawn failed: Your server was started", answer.Message, StringComparison.Ordinal);
        Assert.Contains($"({reason}: {detail}", answer.Message, StringComparison.Ordinal);
        var row = await hub.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Equal(reason, row.Reason);
        Assert.Contains(detail, row.ReasonDetail, StringComparison.Ordinal);
        Assert.Contains("standing in", row.LogTail, StringComparison.Ordinal);
        Assert.Equal(0, await hub.WorkloadsAsync(row));
    }

    [Fact]
    public async Task Crash_is_seen_as_soon_as_the_site_tells_of_it()
    {
        var ada = await hub.AddAsync("probe-crash");

        // Half a second later it would count as never having answered.
        var answer = await hub.StartAsync(ada, StandIn.Crashing);

        Assert.Equal(500, answer.Status);
        Assert.EndsWith("(crashed)", answer.Message, StringComparison.Ordinal);
    }
}
