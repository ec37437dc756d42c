using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.TestKit.Conformance;
using Xunit;

namespace Atoll.EndToEnd.Compute;

/// <summary>A disk that is really full is told as such, wherever it is.</summary>
public sealed class NoSpaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_volume_does_not_fit()
    {
        await using var disk = await FullDisk.MakeAsync(1);
        using var site = Site("/nobody/listens.sock", disk);
        await site.EnsureVolumeAsync("before", Token);
        disk.Fill();

        Assert.Equal(SiteFault.NoSpace, (await Assert.ThrowsAsync<SiteException>(() => site.EnsureVolumeAsync("after", Token))).Fault);
    }

    [Fact]
    public async Task A_container_does_not_fit_in_podman()
    {
        await using var disk = await FullDisk.MakeAsync(64);
        await using var podman = await PodmanService.StartAsync(disk.Folder);
        using var engine = new Engine(podman.SocketPath);
        await IsToldAsync(engine, disk);
    }

    [Fact]
    public async Task A_container_does_not_fit_in_docker()
    {
        await using var disk = await FullDisk.MakeAsync(64);
        await using var docker = await DockerService.StartAsync(disk.Folder);
        using var engine = new Engine(docker.SocketPath);
        await IsToldAsync(engine, disk);
    }

    private static async Task IsToldAsync(Engine engine, FullDisk disk)
    {
        var image = await BusyboxImage.EnsureBareAsync(engine, Token);
        using var site = Site(engine.SocketPath, disk);
        await site.EnsureNetworkAsync(Token);
        try
        {
            disk.Fill();
            var full = await Assert.ThrowsAsync<SiteException>(() => site.EnsureAsync(Spec(image), Token));
            Assert.True(full.Fault == SiteFault.NoSpace, $"{full.Fault}: {full.Message}");
        }
        finally
        {
            await RemoveAsync(site);
        }
    }

    private static async Task RemoveAsync(ContainerSite site)
    {
        foreach (var workload in await site.ListAsync(CancellationToken.None))
        {
            await site.DeleteAsync(workload.Id, TimeSpan.Zero, CancellationToken.None);
        }

        await site.RemoveNetworkAsync(CancellationToken.None);
    }

    private static WorkloadSpec Spec(string image) => new()
    {
        Name = "too-much",
        StartNumber = 1,
        Kind = "test",
        Owner = "ada",
        Image = image,
        Command = ["true"],
    };

    private static ContainerSite Site(string socket, FullDisk disk) => new(new()
    {
        SocketPath = socket,
        InstanceId = SiteHarness.NewInstance(),
        Subnet = System.Net.IPNetwork.Parse("10.127.248.0/24"),
        VolumesRoot = disk.Folder,
    });
}
