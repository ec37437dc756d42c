using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Compute;
using Atoll.Compute.Processes;
using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.Tests.Compute.Processes;

/// <summary>A hub dies between its steps, or comes back when the numbers have been given to others.</summary>
public sealed class ProcessCrashTests(ProcessHarness harness) : SiteConformance(harness), IClassFixture<ProcessHarness>
{
    [Fact]
    public async Task Died_before_the_pid_was_written_the_process_is_found_again()
    {
        var spec = Shell(NewName(), Forever);
        var first = await EnsureAsync(spec);
        var leader = Record(spec.Name)["Leader"]!.ToJsonString();
        Change(spec.Name, record => record["Leader"] = record["Started"] = null);

        Assert.Equal(WorkloadPhase.Pending, (await Site.FindAsync(spec.Name, Token))!.Phase);
        var again = await EnsureAsync(spec);
        Assert.Equal((first.Id, WorkloadPhase.Running), (again.Id, again.Phase));
        Assert.Equal(leader, Record(spec.Name)["Leader"]!.ToJsonString());
    }

    [Fact]
    public async Task Died_before_the_pid_was_written_it_can_be_deleted()
    {
        var workload = await EnsureAsync(NewName(), Forever);
        Change(workload.Name, record => record["Leader"] = record["Started"] = null);
        await Site.DeleteAsync(workload.Id, TimeSpan.FromSeconds(10), Token);

        Assert.Empty(ProcessTable.FindMarked(workload.Id));
        Assert.Null(await Site.FindAsync(workload.Name, Token));
    }

    [Fact]
    public async Task Died_before_the_start_it_is_started_once()
    {
        var spec = Shell(NewName(), Forever);
        var first = await EnsureAsync(spec);
        Change(spec.Name, record => record["Leader"] = record["Started"] = null);
        await ProcessEnding.EndMarkedAsync(first.Id, TimeProvider.System, Token);

        Assert.Equal(WorkloadPhase.Running, (await EnsureAsync(spec)).Phase);
        Assert.Single(ProcessTable.FindMarked(first.Id), pid => ProcessTable.FindLeader(first.Id)!.Pid == pid);
    }

    [Fact]
    public async Task A_number_that_is_a_strangers_by_now_is_not_touched()
    {
        using var stranger = Process.Start(new ProcessStartInfo("sleep", ["60"]) { UseShellExecute = false })!;
        var workload = await EnsureAsync(NewName(), Forever);
        await ProcessEnding.EndMarkedAsync(workload.Id, TimeProvider.System, Token);
        Change(workload.Name, record =>
        {
            record["Leader"]!["Pid"] = stranger.Id;
            // Both may have started within one tick, which no number that was given again can have.
            record["Leader"]!["StartTicks"] = record["Leader"]!["StartTicks"]!.GetValue<long>() - 1000;
        });

        Assert.Equal(137, (await Site.FindAsync(workload.Name, Token))!.End!.ExitCode);
        await Site.DeleteAsync(workload.Id, TimeSpan.FromSeconds(1), Token);
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task Before_the_machine_started_again_nothing_of_today_ran()
    {
        var workload = await EnsureAsync(NewName(), Forever);
        Change(workload.Name, record => record["Leader"]!["Boot"] = "an earlier one");

        Assert.Equal(WorkloadPhase.Ended, (await Site.FindAsync(workload.Name, Token))!.Phase);
    }

    [Fact]
    public async Task It_has_a_session_of_its_own_and_nothing_of_the_hubs_environment()
    {
        var output = await OutputAsync(Shell(NewName(), "cut -d' ' -f4,6 /proc/$PPID/stat; env | cut -d= -f1 | sort"));

        Assert.NotEqual(output[0].Split(' ')[0], output[0].Split(' ')[1]);
        Assert.Equal(["ATOLL_INSTANCE", "ATOLL_WORKLOAD_ID", "HOME", "LANG", "OLDPWD", "PATH", "PWD"], output.Skip(1).Union(["OLDPWD"]).Order());
    }

    [Fact]
    public async Task The_request_to_end_is_not_lost_on_a_program_that_is_just_starting()
    {
        var grace = TimeSpan.FromMinutes(2);
        var begin = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(0, 16, Token, async (_, token) =>
        {
            var workload = await EnsureAsync(Harness.Bare(NewName(), "sleep", "600"));
            await Site.DeleteAsync(workload.Id, grace, token);
        });

        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.Zero, grace);
    }

    private string PathOf(string name) => Path.Combine(harness.StateOf(harness.Instance), $"{name}.json");

    private JsonNode Record(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    private void Change(string name, Action<JsonNode> change)
    {
        var record = Record(name);
        change(record);
        File.WriteAllText(PathOf(name), record.ToJsonString(JsonSerializerOptions.Default));
    }
}
