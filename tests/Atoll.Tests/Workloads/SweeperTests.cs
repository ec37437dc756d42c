using Atoll.Compute;
using Atoll.TestKit;
using Atoll.Tests.Compute.Processes;
using Atoll.Workloads;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Workloads;

/// <summary>What is removed without being asked, and when rather nothing is.</summary>
public sealed class SweeperTests(ProcessHarness harness) : IClassFixture<ProcessHarness>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orphan_is_removed_in_the_second_round_only()
    {
        var (site, sweeper, log) = await NewAsync("server-1");
        await EnsureAsync(site, "server-1");
        await EnsureAsync(site, "server-2");

        var suspects = await sweeper.SweepAllAsync([], Cancel);
        Assert.Equal(["server-1", "server-2"], await NamesAsync(site));
        Assert.Single(suspects);

        await sweeper.SweepAllAsync(suspects, Cancel);
        Assert.Equal(["server-1"], await NamesAsync(site));
        Assert.Contains("Removing server-2 (start 1): no server wants it", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workload_of_another_start_is_an_orphan()
    {
        var (site, sweeper, _) = await NewAsync("server-1");
        await site.EnsureAsync(Spec("server-1") with { StartNumber = 2 }, Cancel);

        await SweepTwiceAsync(sweeper);

        Assert.Empty(await NamesAsync(site));
    }

    [Fact]
    public async Task Too_many_orphans_are_an_alarm_and_nothing_is_removed()
    {
        var (site, sweeper, log) = await NewAsync();
        string[] names = ["server-1", "server-2", "server-3", "server-4"];
        foreach (var name in names)
        {
            await EnsureAsync(site, name);
        }

        await SweepTwiceAsync(sweeper);

        Assert.Equal(names, await NamesAsync(site));
        Assert.Contains("4 of 4 workloads are wanted by no server. Nothing was removed", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_are_removed_whatever_their_share()
    {
        var (site, sweeper, _) = await NewAsync();
        foreach (var name in new[] { "server-1", "server-2", "server-3" })
        {
            await EnsureAsync(site, name);
        }

        await SweepTwiceAsync(sweeper);

        Assert.Empty(await NamesAsync(site));
    }

    [Fact]
    public async Task What_nobody_here_made_or_knows_is_not_touched()
    {
        var (site, sweeper, _) = await NewAsync();
        await EnsureAsync(site, "dask-1");
        var other = await harness.NewSiteAsync(NewInstance());
        await EnsureAsync(other, "server-1");

        await SweepTwiceAsync(sweeper);

        Assert.Equal(["dask-1"], await NamesAsync(site));
        Assert.Equal(["server-1"], await NamesAsync(other));
    }

    private static string NewInstance() => "sweep-" + Guid.NewGuid().ToString("n");

    private static async Task SweepTwiceAsync(Sweeper sweeper) => await sweeper.SweepAllAsync(await sweeper.SweepAllAsync([], Cancel), Cancel);

    private static async Task<IEnumerable<string>> NamesAsync(ISite site) =>
        (await site.ListAsync(Cancel)).Select(workload => workload.Name).Order(StringComparer.Ordinal);

    private WorkloadSpec Spec(string name) => harness.Bare(name, "sleep", "600");

    private Task EnsureAsync(ISite site, string name) => site.EnsureAsync(Spec(name), Cancel);

    private async Task<(ISite Site, Sweeper Sweeper, LogBook Log)> NewAsync(params string[] wanted)
    {
        var site = await harness.NewSiteAsync(NewInstance());
        var log = new LogBook();
        using var loggers = new LoggerFactory([log]);
        var sites = new Sites(new Dictionary<string, ISite> { [LocalSite.Name] = site });
        return (site, new Sweeper(sites, [new WantsFirstStarts(wanted)], TimeProvider.System, loggers.CreateLogger<Sweeper>()), log);
    }

    /// <summary>Servers that want the first start of these workloads.</summary>
    private sealed class WantsFirstStarts(string[] workloads) : IWorkloadOwner
    {
        public string Kind => "server";

        public Task<bool> WantsAsync(string workload, long startNumber, CancellationToken cancellationToken) =>
            Task.FromResult(workloads.Contains(workload) && startNumber == 1);

        public void LookAgain(string workload) => throw new InvalidOperationException("The sweeper only asks.");

        public Task LookAtAllAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The sweeper only asks.");
    }
}
