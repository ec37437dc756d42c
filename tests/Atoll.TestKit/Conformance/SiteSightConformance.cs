using System.Collections.Concurrent;
using Atoll.Compute;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>What a site tells: lists, changes, logs; and what it must not see.</summary>
public abstract class SiteSightConformance(SiteHarness harness) : SiteConformance(harness)
{
    [Fact]
    public async Task Nothing_is_found_where_nothing_is() => Assert.Null(await Site.FindAsync(NewName(), Token));

    [Fact]
    public async Task The_list_has_what_runs_and_what_ended()
    {
        var running = await EnsureAsync(NewName(), Forever);
        var short1 = await EnsureAsync(NewName(), "exit 5");
        await EndedAsync(short1.Name);
        var list = await Site.ListAsync(Token);

        Assert.Equal(WorkloadPhase.Running, list.Single(each => each.Id == running.Id).Phase);
        Assert.Equal(5, list.Single(each => each.Id == short1.Id).End!.ExitCode);
    }

    [Fact]
    public async Task Another_instance_is_neither_seen_nor_touched()
    {
        var other = await Harness.NewSiteAsync(SiteHarness.NewInstance());
        var spec = Shell(NewName(), Forever);
        var theirs = await other.EnsureAsync(spec, Token);

        Assert.Null(await Site.FindAsync(spec.Name, Token));
        Assert.DoesNotContain(await Site.ListAsync(Token), each => each.Id == theirs.Id);
        await Site.DeleteAsync(theirs.Id, TimeSpan.Zero, Token);
        Assert.Empty(await Site.LogsAsync(theirs.Id, 10, Token));
        var mine = await EnsureAsync(spec);
        Assert.NotEqual(theirs.Id, mine.Id);
        Assert.Equal(theirs.Id, (await other.FindAsync(spec.Name, Token))?.Id);
    }

    [Fact]
    public async Task Changes_are_told_from_the_call_on()
    {
        var told = new ConcurrentQueue<string>();
        var volume = NewName();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var changes = Site.WatchAsync(stop.Token);
        var workload = await EnsureAwaitingGoAsync(NewName(), volume);
        var watching = CollectAsync(changes, told, stop.Token);

        await ToldAsync(told, workload.Name);
        told.Clear();
        await File.WriteAllTextAsync(Path.Combine(Harness.VolumeDirectory(volume), "go"), "go\n", Token);
        await ToldAsync(told, workload.Name);
        await EndedAsync(workload.Name);
        told.Clear();
        await Site.DeleteAsync(workload.Id, TimeSpan.Zero, Token);
        await ToldAsync(told, workload.Name);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task Logs_hold_both_streams_in_their_order()
    {
        // The two streams travel apart: only what is apart in time has an order.
        var spec = Shell(NewName(), "echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three; sleep 0.2; printf four");

        Assert.Equal(["one", "two", "three", "four"], await OutputAsync(spec));
    }

    [Fact]
    public async Task Logs_end_with_the_last_lines()
    {
        var workload = await EnsureAsync(NewName(), "i=0; while [ $i -lt 100 ]; do echo line $i; i=$((i+1)); done");
        await EndedAsync(workload.Name);

        Assert.Equal(["line 97", "line 98", "line 99"], await Site.LogsAsync(workload.Id, 3, Token));
    }

    [Fact]
    public async Task Who_wrote_nothing_or_is_gone_has_no_logs()
    {
        var workload = await EnsureAsync(NewName(), "exit 0");
        await EndedAsync(workload.Name);
        Assert.Empty(await Site.LogsAsync(workload.Id, 10, Token));

        await Site.DeleteAsync(workload.Id, TimeSpan.Zero, Token);
        Assert.Empty(await Site.LogsAsync(workload.Id, 10, Token));
    }

    private static Task<ConcurrentQueue<string>> ToldAsync(ConcurrentQueue<string> told, string name) =>
        EventuallyAsync(() => Task.FromResult(told.Contains(name) ? told : null), $"a change of {name} is told");

    private static async Task CollectAsync(IAsyncEnumerable<string> changes, ConcurrentQueue<string> told, CancellationToken cancellationToken)
    {
        await foreach (var name in changes.WithCancellation(cancellationToken))
        {
            told.Enqueue(name);
        }
    }

    private async Task<WorkloadObserved> EnsureAwaitingGoAsync(string name, string volume)
    {
        await Site.EnsureVolumeAsync(volume, Token);
        return await EnsureAsync(Shell(name, $"while [ ! -e {{volume:{volume}}}/go ]; do sleep 0.1; done") with
        {
            Mounts = [new VolumeMount("/data", volume)],
        });
    }
}
