using Atoll.Compute.Containers.Engine;
using Atoll.Compute.Containers.Firewall;
using Atoll.Compute.Containers.Groups;
using Atoll.Compute.Containers.Networks;

namespace Atoll.Compute.Containers;

/// <summary>
/// What must hold on the host before a workload may run there: the network it is on, the firewall around that, the cgroup above it.
/// Everything is looked at before each launch, because others can change it; nothing is launched when it cannot be made to hold.
/// </summary>
internal sealed class SiteGround(EngineConnection connection, EngineClient engine, ContainerSiteOptions options, TimeProvider time) : IDisposable
{
    private readonly SharedNetwork _shared = new(engine, options, time);
    private readonly OwnNetworks _own = new(engine, options, time);
    private readonly SiteFirewall _firewall = new(options);
    private EngineInfo? _machine;

    /// <summary>Returns when everything holds.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var networks = await NetworksAsync(cancellationToken);
        await networks.EnsureAsync(cancellationToken);
        await _firewall.EnsureAsync(networks.Interfaces, cancellationToken);
        var machine = await MachineAsync(cancellationToken);
        await GroupOf(machine).EnsureAsync(CapacityOf(machine), machine.Cpus, cancellationToken);
    }

    /// <summary>Where a workload's container goes.</summary>
    public async Task<Placement> PlaceAsync(string workload, CancellationToken cancellationToken)
    {
        var networks = await NetworksAsync(cancellationToken);
        return new(
            await networks.PlugAsync(workload, cancellationToken),
            GroupOf(await MachineAsync(cancellationToken)).Parent,
            await connection.KindAsync(cancellationToken));
    }

    /// <summary>After its container is gone.</summary>
    public async Task LeaveAsync(string workload, CancellationToken cancellationToken) =>
        await (await NetworksAsync(cancellationToken)).UnplugAsync(workload, cancellationToken);

    public async Task<SiteCapacity> CapacityAsync(CancellationToken cancellationToken) => CapacityOf(await MachineAsync(cancellationToken));

    /// <summary>Whether workloads run on while the engine is restarted. Podman has nobody in between; Docker must be told.</summary>
    public async Task<bool> OutlivesEngineAsync(CancellationToken cancellationToken) =>
        await connection.KindAsync(cancellationToken) is EngineKind.Podman || (await MachineAsync(cancellationToken)).LiveRestoreEnabled;

    /// <summary>Takes everything away again; the network first, which the engine refuses while a workload is on it.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await (await NetworksAsync(cancellationToken)).RemoveAsync(cancellationToken);
        await _firewall.RemoveAsync(cancellationToken);
        await GroupOf(await MachineAsync(cancellationToken)).RemoveAsync(cancellationToken);
    }

    /// <summary>Something may have been removed, or another engine answer.</summary>
    public void Forget()
    {
        _shared.Forget();
        _own.Forget();
        _machine = null;
    }

    public void Dispose() => _firewall.Dispose();

    private async Task<ISiteNetworks> NetworksAsync(CancellationToken cancellationToken) =>
        await connection.KindAsync(cancellationToken) is EngineKind.Podman ? _own : _shared;

    private async Task<EngineInfo> MachineAsync(CancellationToken cancellationToken) =>
        _machine ??= await engine.InfoAsync(cancellationToken);

    private SiteCapacity CapacityOf(EngineInfo machine) => options.Reserve.Of(new(machine.Cpus, machine.MemoryBytes));

    private ISiteGroup GroupOf(EngineInfo machine) => machine.CgroupDriver == "systemd"
        ? new SystemdGroup(options.GroupName)
        : new FileGroup(options.GroupName, unified: machine.CgroupVersion == "2", time);
}
