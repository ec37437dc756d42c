using System.Collections.Concurrent;
using System.Net;
using Atoll.Compute;
using Atoll.Compute.Containers;
using Atoll.TestKit.Conformance;

namespace Atoll.EndToEnd.Compute;

/// <summary>Sites on the machine's container engine, which is Docker.</summary>
public class ContainerHarness : EngineHarness
{
    private readonly ConcurrentQueue<ContainerSite> _sites = [];
    private readonly ConcurrentDictionary<string, IPNetwork> _subnets = [];
    private readonly DirectoryInfo _volumes = Directory.CreateTempSubdirectory("atoll-volumes-");
    private string _bare = "";

    public override uint VolumeOwner => 1000;

    public string SocketPath => Engine.SocketPath;

    /// <summary>The image that <see cref="Shell"/> uses.</summary>
    public string Image { get; private set; } = "";

    /// <summary>Whether the engine counts the bytes of a pull that is over within a second.</summary>
    public virtual bool TellsShortPulls => true;

    /// <summary>The loopback port of the registry that the engine asks without TLS; 0 for any.</summary>
    public virtual int RegistryPort => 0;

    internal Engine Engine { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Engine = await FindEngineAsync();
        Image = await BusyboxImage.EnsureAsync(Engine, CancellationToken.None);
        _bare = await BusyboxImage.EnsureBareAsync(Engine, CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async Task<ISite> NewSiteAsync(string instance)
    {
        var site = await NewSiteAsync(instance, options => options);
        await site.EnsureNetworkAsync(CancellationToken.None);
        return site;
    }

    public override async Task<ContainerSite> NewSiteAsync(string instance, Func<ContainerSiteOptions, ContainerSiteOptions> change)
    {
        var site = new ContainerSite(change(NewOptions(instance, await SubnetAsync(instance))));
        _sites.Enqueue(site);
        return site;
    }

    /// <summary>Chosen once, as a hub does.</summary>
    public override async Task<IPNetwork> SubnetAsync(string instance) =>
        _subnets.GetOrAdd(instance, await ContainerSite.ChooseSubnetAsync(SocketPath, instance));

    public override IPNetwork? Subnet6(string instance) => null;

    public override WorkloadSpec Shell(string name, string script) => Bare(name, "sh", "-c", script) with { Image = Image };

    public override WorkloadSpec Bare(string name, params IReadOnlyList<string> command) => new()
    {
        Name = name,
        StartNumber = 1,
        Kind = "test",
        Owner = "ada",
        Image = _bare,
        Command = command,
    };

    public override string VolumeDirectory(string volume) => Path.Combine(_volumes.FullName, volume);

    private protected virtual Task<Engine> FindEngineAsync() => Task.FromResult(new Engine());

    protected override async Task CleanAsync()
    {
        foreach (var site in _sites)
        {
            var left = await site.ListAsync(CancellationToken.None);
            await Task.WhenAll(left.Select(each => site.DeleteAsync(each.Id, TimeSpan.Zero, CancellationToken.None)));
            await site.RemoveNetworkAsync(CancellationToken.None);
            site.Dispose();
        }

        Engine.Dispose();
        _volumes.Delete(recursive: true);
    }

    private ContainerSiteOptions NewOptions(string instance, IPNetwork subnet) => new()
    {
        SocketPath = SocketPath,
        InstanceId = instance,
        Subnet = subnet,
        Subnet6 = Subnet6(instance),
        ApiPort = ApiPort,
        VolumesRoot = _volumes.FullName,
    };
}
