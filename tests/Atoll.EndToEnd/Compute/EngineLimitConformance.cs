using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

/// <summary>Limits hold, and are told when they end somebody.</summary>
public abstract class EngineLimitConformance(ContainerHarness harness) : SiteConformance(harness)
{
    private const long Memory = 64L << 20;

    [Fact]
    public async Task Memory_cpu_and_processes_are_limited()
    {
        var spec = Shell(NewName(), """
            cd /sys/fs/cgroup
            if [ -e memory.max ]; then cat memory.max memory.swap.max; tr ' ' '\n' <cpu.max; cat pids.max
            else cat memory/memory.limit_in_bytes; echo 0; cat cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us pids/pids.max; fi
            """) with
        {
            Resources = new() { Cpu = 0.5, MemoryBytes = Memory, Pids = 50 },
        };

        Assert.Equal([$"{Memory}", "0", "50000", "100000", "50"], await OutputAsync(spec));
    }

    [Fact]
    public async Task The_capacity_is_the_machines_without_the_reserve()
    {
        var told = await ((ICapacitySite)Site).CapacityAsync(Token);

        Assert.Equal(Environment.ProcessorCount, told.Cpu);
        Assert.InRange(told.MemoryBytes, 1L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - (1L << 30));
    }

    [Fact]
    public async Task What_it_uses_is_measured_while_it_runs()
    {
        var site = (IMeteredSite)Site;
        var spec = Shell(NewName(), "x=$(head -c 20000000 /dev/zero | tr '\\0' x); while :; do :; done") with
        {
            Resources = new() { Cpu = 0.5, MemoryBytes = Memory, Pids = 50 },
        };
        var id = (await EnsureAsync(spec)).Id;

        await EventuallyAsync(
            async () => await site.MeasureAsync(id, Token) is { MemoryBytes: > 20_000_000, CpuTime.Ticks: > 0 } usage ? usage : null,
            "it uses what it asked for");
        await site.DeleteAsync(id, TimeSpan.Zero, Token);
        Assert.Null(await site.MeasureAsync(id, Token));
    }

    [Fact]
    public async Task Out_of_memory_is_told()
    {
        var spec = Shell(NewName(), "tail /dev/zero") with { Resources = new() { MemoryBytes = Memory, Pids = 50 } };
        await EnsureAsync(spec);

        Assert.Equal(new WorkloadEnd(137, OutOfMemory: true), (await EndedAsync(spec.Name)).End);
    }

    [Fact]
    public async Task All_together_have_no_more_than_the_site_and_the_machine_lives()
    {
        var site = await SiteAsync(SiteHarness.NewInstance(), 160L << 20);
        var first = await site.EnsureAsync(Holding(100, NewName()), Token);
        await EventuallyAsync(async () => await site.MeasureAsync(first.Id, Token) is { MemoryBytes: > 100 << 20 } usage ? usage : null, "the first holds its part");
        await site.EnsureAsync(Holding(100, NewName()), Token);

        var ended = await EventuallyAsync(
            async () => (await site.ListAsync(Token)).FirstOrDefault(workload => workload.Phase == WorkloadPhase.Ended), "one of the two is too much");
        Assert.Equal(new WorkloadEnd(137, OutOfMemory: true), ended.End);
        Assert.Single(await site.ListAsync(Token), workload => workload.Phase == WorkloadPhase.Running);
    }

    [Fact]
    public async Task The_sites_limit_is_adjusted_made_again_and_removed()
    {
        var instance = SiteHarness.NewInstance();
        var limit = new GroupFiles(instance);
        var site = await SiteAsync(instance, 512L << 20);
        await site.EnsureNetworkAsync(Token);
        Assert.Equal(512L << 20, limit.Memory);

        // As a hub does that starts with another reserve, and as a reboot does.
        site = await SiteAsync(instance, 256L << 20);
        await site.EnsureNetworkAsync(Token);
        Assert.Equal(256L << 20, limit.Memory);
        limit.Remove();
        await site.EnsureNetworkAsync(Token);
        Assert.Equal(256L << 20, limit.Memory);

        await site.RemoveNetworkAsync(Token);
        Assert.Null(limit.Memory);
    }

    [Fact]
    public async Task A_good_end_after_a_child_ran_out_of_memory_is_a_good_end()
    {
        var spec = Shell(NewName(), "tail /dev/zero; exit 0") with { Resources = new() { MemoryBytes = Memory, Pids = 50 } };
        await EnsureAsync(spec);

        Assert.Equal(new WorkloadEnd(0, OutOfMemory: false), (await EndedAsync(spec.Name)).End);
    }

    [Fact]
    public async Task More_processes_than_allowed_do_not_start()
    {
        var spec = Shell(NewName(), "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 5 & done; echo all started") with
        {
            Resources = new() { Pids = 8 },
        };
        var output = await OutputAsync(spec);

        Assert.DoesNotContain("all started", output);
        Assert.Contains(output, line => line.Contains("fork", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_files_are_not_above_the_machines_limit()
    {
        var soft = int.Parse(Assert.Single(await OutputAsync(Shell(NewName(), "ulimit -n"))));

        Assert.InRange(soft, 1024, 65536);
    }

    [Fact]
    public async Task No_limit_is_none()
    {
        var spec = Shell(NewName(), "cat /sys/fs/cgroup/pids/pids.max 2>/dev/null || cat /sys/fs/cgroup/pids.max");

        Assert.Equal(["max"], await OutputAsync(spec));
    }

    /// <summary>A site that has so many bytes to give.</summary>
    private async Task<ContainerSite> SiteAsync(string instance, long bytes)
    {
        var whole = await harness.NewSiteAsync(instance, options => options with { Reserve = new() { MemoryBytes = 0 } });
        var machine = (await whole.CapacityAsync(Token)).MemoryBytes;
        return await harness.NewSiteAsync(instance, options => options with { Reserve = new() { MemoryBytes = machine - bytes } });
    }

    /// <summary>Its only process fills a buffer and waits to be rid of it.</summary>
    private WorkloadSpec Holding(int megabytes, string name) =>
        Shell(name, $"mkfifo ~/pipe; sleep 3600 <~/pipe & exec dd bs={megabytes}M count=1 if=/dev/zero of=$HOME/pipe") with
        {
            Resources = new() { MemoryBytes = (megabytes + 40L) << 20, Pids = 50 },
        };
}
