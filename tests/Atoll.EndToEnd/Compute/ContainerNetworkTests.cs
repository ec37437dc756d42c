using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

/// <summary>The instance's network: made once, found again, never somebody else's.</summary>
public sealed class ContainerNetworkTests(ContainerHarness harness) : SiteConformance(harness), IClassFixture<ContainerHarness>
{
    [Fact]
    public async Task It_is_chosen_again_and_adopted()
    {
        var site = (ContainerSite)Site;
        var subnet = await ContainerSite.ChooseSubnetAsync(harness.SocketPath, harness.Instance, cancellationToken: Token);
        var again = (ContainerSite)await harness.NewSiteAsync(harness.Instance);

        Assert.True(subnet.Contains(site.Gateway));
        Assert.Equal(site.Gateway, again.Gateway);
    }

    [Fact]
    public async Task With_another_subnet_it_is_refused_and_the_remedy_named()
    {
        using var other = NewSite(harness.Instance, IPNetwork.Parse("10.127.252.0/22"));
        var refused = await Assert.ThrowsAsync<SiteException>(() => other.EnsureNetworkAsync(Token));

        Assert.Equal(SiteFault.Refused, refused.Fault);
        Assert.Contains($"docker network rm atoll-{harness.Instance}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_under_us_it_is_made_again()
    {
        var instance = SiteHarness.NewInstance();
        var site = (ContainerSite)await harness.NewSiteAsync(instance);
        var other = (ContainerSite)await harness.NewSiteAsync(instance);
        await other.RemoveNetworkAsync(Token);
        await other.RemoveNetworkAsync(Token);
        var spec = Shell(NewName(), Forever);

        Assert.True((await Assert.ThrowsAsync<SiteException>(() => site.EnsureAsync(spec, Token))).MayPass);
        Assert.Equal(WorkloadPhase.Running, (await site.EnsureAsync(spec, Token)).Phase);
    }

    [Fact]
    public async Task It_is_not_removed_from_under_a_workload()
    {
        var site = (ContainerSite)await harness.NewSiteAsync(SiteHarness.NewInstance());
        var workload = await site.EnsureAsync(Shell(NewName(), Forever), Token);

        Assert.Equal(SiteFault.Refused, (await Assert.ThrowsAsync<SiteException>(() => site.RemoveNetworkAsync(Token))).Fault);
        Assert.Equal(WorkloadPhase.Running, (await site.FindAsync(workload.Name, Token))!.Phase);
    }

    [Fact]
    public async Task Two_hubs_make_one_at_the_same_time()
    {
        var instance = SiteHarness.NewInstance();
        var subnet = await ContainerSite.ChooseSubnetAsync(harness.SocketPath, instance, cancellationToken: Token);
        using var one = NewSite(instance, subnet);
        using var other = NewSite(instance, subnet);
        await Task.WhenAll(one.EnsureNetworkAsync(Token), other.EnsureNetworkAsync(Token));

        Assert.Equal(subnet, await ContainerSite.ChooseSubnetAsync(harness.SocketPath, instance, cancellationToken: Token));
        await one.RemoveNetworkAsync(Token);
    }

    [Fact]
    public async Task A_subnet_that_is_taken_is_refused_and_the_remedy_named()
    {
        var taken = await ContainerSite.ChooseSubnetAsync(harness.SocketPath, harness.Instance, cancellationToken: Token);
        using var other = NewSite(SiteHarness.NewInstance(), taken);
        var refused = await Assert.ThrowsAsync<SiteException>(() => other.EnsureNetworkAsync(Token));

        Assert.Equal(SiteFault.Refused, refused.Fault);
        Assert.EndsWith("Set another subnet.", refused.Message, StringComparison.Ordinal);
    }

    private ContainerSite NewSite(string instance, IPNetwork subnet) => new(new()
    {
        SocketPath = harness.SocketPath,
        InstanceId = instance,
        Subnet = subnet,
        VolumesRoot = harness.VolumeDirectory(instance),
    });
}
