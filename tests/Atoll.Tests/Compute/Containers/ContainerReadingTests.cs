using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.Compute.Containers.Engine;
using Xunit;

namespace Atoll.Tests.Compute.Containers;

public sealed class ContainerReadingTests
{
    private static readonly DateTimeOffset Morning = new(2026, 1, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("created", WorkloadPhase.Pending)]
    [InlineData("running", WorkloadPhase.Running)]
    [InlineData("paused", WorkloadPhase.Running)]
    [InlineData("restarting", WorkloadPhase.Running)]
    [InlineData("exited", WorkloadPhase.Ended)]
    [InlineData("dead", WorkloadPhase.Ended)]
    [InlineData("removing", WorkloadPhase.Ended)]
    public void The_engines_word_becomes_a_phase(string status, WorkloadPhase phase)
    {
        var seen = ContainerReading.Of(Container(new() { Status = status, StartedAt = Morning }));

        Assert.Equal(phase, seen.Phase);
        Assert.Equal(phase == WorkloadPhase.Ended, seen.End is not null);
        Assert.Equal(phase == WorkloadPhase.Running, seen.Addresses.Count > 0);
    }

    [Fact]
    public void A_running_one_is_read_in_full()
    {
        var seen = ContainerReading.Of(Container(new() { Status = "running", StartedAt = Morning }));

        Assert.Equal(("abc", "server-ada", 7L), (seen.Id, seen.Name, seen.StartNumber));
        Assert.Equal("10.96.0.2:8888", seen.Addresses["main"]);
        Assert.Equal(Morning, seen.Started);
    }

    [Theory]
    [InlineData(137, true, true)]
    [InlineData(1, true, true)]
    [InlineData(0, true, false)]
    [InlineData(137, false, false)]
    public void Out_of_memory_needs_a_bad_end(int exitCode, bool flag, bool told)
    {
        var seen = ContainerReading.Of(Container(new() { Status = "exited", ExitCode = exitCode, OOMKilled = flag }));

        Assert.Equal(new WorkloadEnd(exitCode, told), seen.End);
    }

    [Fact]
    public void Never_started_is_no_time() =>
        Assert.Null(ContainerReading.Of(Container(new() { Status = "created" })).Started);

    [Fact]
    public void A_damaged_label_is_no_start_number()
    {
        var labels = new Dictionary<string, string> { ["org.atoll.start"] = "seven" };
        var seen = ContainerReading.Of(Container(new() { Status = "running" }) with { Config = new(labels) });

        Assert.Equal(-1, seen.StartNumber);
    }

    private static Inspection Container(InspectedState state) => new()
    {
        Id = "abc",
        State = state,
        Config = new(new Dictionary<string, string>
        {
            ["org.atoll.instance"] = "0123456789abcdef",
            ["org.atoll.name"] = "server-ada",
            ["org.atoll.start"] = "7",
            ["org.atoll.port.main"] = "8888",
        }),
        NetworkSettings = new(new Dictionary<string, Endpoint> { ["atoll-0123456789abcdef"] = new("10.96.0.2") }),
    };
}
