using Atoll.Compute;
using Xunit;

namespace Atoll.TestKit.Conformance;

/// <summary>
/// What a container reaches, asked from inside. Each stand-in answers once the rule is taken away, which shows that it was the rule; no
/// packet leaves the machine.
/// </summary>
public abstract class SiteIsolationConformance(EngineHarness harness) : SiteConformance(harness)
{
    private static readonly EgressOptions Open = new() { Firewall = false };

    [Fact]
    public async Task It_reaches_the_hub_the_name_servers_and_the_public_and_nothing_else()
    {
        await using var scene = await MakeAsync();
        var reached = await scene.AskAsync(await scene.SiteAsync(scene.Instance, new()));

        Assert.Equal(scene.All.Where(IsOpen), reached);
        Assert.True(scene.All.Count(target => !IsOpen(target)) >= 7, "the scene lacks what must not be reached");
    }

    [Fact]
    public async Task With_the_rules_taken_away_it_reaches_everything()
    {
        await using var scene = await MakeAsync();
        var site = await scene.SiteAsync(scene.Instance, Open);
        var other = await scene.SiteAsync(scene.OtherInstance, Open);
        await other.EnsureNetworkAsync(Token);
        await scene.JoinWorkloadsAsync();

        Assert.Equal(scene.All, await scene.AskAsync(site));
    }

    [Fact]
    public async Task What_is_listed_it_reaches_too_but_never_another_workload()
    {
        await using var scene = await MakeAsync();
        await scene.JoinWorkloadsAsync();
        var everywhere = scene.Workloads.Concat(scene.Listable);
        var reached = await scene.AskAsync(await scene.SiteAsync(scene.Instance, new() { Allow = [.. everywhere] }));

        Assert.Equal(scene.All.Where(target => !IsolationScene.IsWorkload(target)), reached);
    }

    [Fact]
    public async Task What_is_denied_it_does_not_reach_unless_that_is_listed()
    {
        await using var scene = await MakeAsync();
        var denied = EgressTarget.TryParse(IsolationScene.DeniedNetwork)!;
        var without = await scene.AskAsync(await scene.SiteAsync(scene.Instance, new() { Deny = [denied] }));
        var with = await scene.AskAsync(await scene.SiteAsync(scene.Instance, new() { Deny = [denied], Allow = [denied] }));

        Assert.Equal(scene.All.Where(target => IsOpen(target) && target != IsolationScene.Denied), without);
        Assert.Equal(scene.All.Where(IsOpen), with);
    }

    [Fact]
    public async Task Rules_that_somebody_flushed_or_changed_hold_again_at_the_next_launch()
    {
        await using var scene = await MakeAsync();
        var site = await scene.SiteAsync(scene.Instance, new());
        Assert.Equal(scene.All.Where(IsOpen), await scene.AskAsync(site));

        await HostCommand.RunAsync($"nft delete table inet {Table(scene.Instance)}");
        Assert.Equal(scene.All.Where(IsOpen), await scene.AskAsync(site));

        await HostCommand.RunAsync($"nft insert rule inet {Table(scene.Instance)} to_others accept");
        await HostCommand.RunAsync($"nft insert rule inet {Table(scene.Instance)} to_host accept");
        Assert.Equal(scene.All.Where(IsOpen), await scene.AskAsync(site));
    }

    [Fact]
    public async Task While_something_runs_a_guard_sets_flushed_rules_again()
    {
        var instance = SiteHarness.NewInstance();
        var site = await harness.NewSiteAsync(instance, options => options);
        await site.EnsureAsync(Shell(NewName(), Forever), Token);
        await HostCommand.RunAsync($"nft delete table inet {Table(instance)}");
        await site.GuardAsync(Token);

        Assert.Contains(Table(instance), await HostCommand.RunAsync("nft list tables"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rules_go_with_the_site_and_another_instances_stay()
    {
        var (instance, stays) = (SiteHarness.NewInstance(), SiteHarness.NewInstance());
        var site = await harness.NewSiteAsync(instance, options => options);
        await (await harness.NewSiteAsync(stays, options => options)).EnsureNetworkAsync(Token);
        await site.EnsureNetworkAsync(Token);
        var before = await HostCommand.RunAsync("nft list tables");
        await site.RemoveNetworkAsync(Token);
        await site.RemoveNetworkAsync(Token);
        var after = await HostCommand.RunAsync("nft list tables");

        Assert.Contains(Table(instance), before, StringComparison.Ordinal);
        Assert.DoesNotContain(Table(instance), after, StringComparison.Ordinal);
        Assert.Contains(Table(stays), after, StringComparison.Ordinal);
    }

    private static string Table(string instance) => $"atoll_{instance[..8]}";

    private static bool IsOpen(string target) =>
        target is IsolationScene.Hub or IsolationScene.NameServer or IsolationScene.Public or IsolationScene.Public6 or IsolationScene.Denied;

    private async Task<IsolationScene> MakeAsync()
    {
        var scene = new IsolationScene(harness);
        try
        {
            await scene.MakeAsync(new());
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }
}
