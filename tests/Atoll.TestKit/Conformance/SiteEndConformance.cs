using Atoll.Compute;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>Deleting: by id, politely first, and as often as one likes.</summary>
public abstract class SiteEndConformance(SiteHarness harness) : SiteConformance(harness)
{
    private static readonly TimeSpan LongGrace = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Deleted_is_gone()
    {
        var workload = await EnsureAsync(NewName(), Forever);
        await Site.DeleteAsync(workload.Id, LongGrace, Token);

        Assert.Null(await Site.FindAsync(workload.Name, Token));
        Assert.DoesNotContain(await Site.ListAsync(Token), each => each.Name == workload.Name);
    }

    [Fact]
    public async Task Deleting_again_or_what_never_was_is_success()
    {
        var workload = await EnsureAsync(NewName(), Forever);
        await Site.DeleteAsync(workload.Id, TimeSpan.Zero, Token);
        await Site.DeleteAsync(workload.Id, TimeSpan.Zero, Token);
        await Site.DeleteAsync(new string('a', 64), LongGrace, Token);
    }

    [Fact]
    public async Task A_name_is_no_id()
    {
        var workload = await EnsureAsync(NewName(), Forever);
        await Site.DeleteAsync(workload.Name, TimeSpan.Zero, Token);
        await Site.DeleteAsync(workload.Id[..12], TimeSpan.Zero, Token);

        Assert.Equal(workload.Id, (await Site.FindAsync(workload.Name, Token))?.Id);
    }

    [Fact]
    public async Task The_id_of_an_earlier_start_does_not_touch_the_later_one()
    {
        var spec = Shell(NewName(), Forever);
        var first = await EnsureAsync(spec);
        var second = await EnsureAsync(spec with { StartNumber = 2 });
        await Site.DeleteAsync(first.Id, TimeSpan.Zero, Token);

        var found = await Site.FindAsync(spec.Name, Token);
        Assert.Equal((second.Id, WorkloadPhase.Running), (found!.Id, found.Phase));
    }

    [Fact]
    public async Task With_grace_it_may_say_goodbye()
    {
        var (workload, file) = await WithFarewellAsync("trap 'echo bye > {volume:VOLUME}/farewell; exit 0' TERM");
        await Site.DeleteAsync(workload.Id, LongGrace, Token);

        Assert.Equal("bye\n", await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task Without_grace_it_ends_at_once()
    {
        var (workload, file) = await WithFarewellAsync("trap 'echo bye > {volume:VOLUME}/farewell; exit 0' TERM");
        await Site.DeleteAsync(workload.Id, TimeSpan.Zero, Token);

        Assert.False(File.Exists(file));
        Assert.Null(await Site.FindAsync(workload.Name, Token));
    }

    [Fact]
    public async Task Who_will_not_go_is_ended_after_the_grace()
    {
        var workload = await EnsureAsync(NewName(), "trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await LineAsync(workload, line => line == "ready");
        await Site.DeleteAsync(workload.Id, TimeSpan.FromSeconds(1), Token);

        Assert.Null(await Site.FindAsync(workload.Name, Token));
    }

    [Fact]
    public async Task Its_children_end_with_it()
    {
        var volume = NewName();
        await Site.EnsureVolumeAsync(volume, Token);
        var beat = Path.Combine(Harness.VolumeDirectory(volume), "beat");
        var spec = Shell(NewName(), "(trap '' TERM; while :; do echo . >> {volume:VOLUME}/beat; sleep 0.1; done) & wait".Replace("VOLUME", volume));
        var workload = await EnsureAsync(spec with { Mounts = [new VolumeMount("/data", volume)] });
        await EventuallyAsync(() => Task.FromResult(File.Exists(beat) ? beat : null), "the child writes");
        await Site.DeleteAsync(workload.Id, TimeSpan.FromSeconds(1), Token);

        // Whoever still wrote would make the file again.
        File.Delete(beat);
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Token);
        Assert.False(File.Exists(beat));
    }

    [Fact]
    public async Task Deleted_by_two_at_once_is_gone_for_both()
    {
        var workload = await EnsureAsync(NewName(), Forever);
        var other = await Harness.NewSiteAsync(Harness.Instance);
        await Task.WhenAll(Site.DeleteAsync(workload.Id, LongGrace, Token), other.DeleteAsync(workload.Id, TimeSpan.Zero, Token));

        Assert.Null(await Site.FindAsync(workload.Name, Token));
    }

    private async Task<(WorkloadObserved Workload, string File)> WithFarewellAsync(string trap)
    {
        var volume = NewName();
        await Site.EnsureVolumeAsync(volume, Token);
        var script = $"{trap.Replace("VOLUME", volume)}; echo ready; while :; do sleep 0.1; done";
        var workload = await EnsureAsync(Shell(NewName(), script) with { Mounts = [new VolumeMount("/data", volume)] });
        await LineAsync(workload, line => line == "ready");
        return (workload, Path.Combine(Harness.VolumeDirectory(volume), "farewell"));
    }
}
