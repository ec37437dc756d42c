using System.Net;
using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>The one bridge of an instance: the host reaches every container, no container reaches another.</summary>
internal sealed class SiteNetwork(EngineClient engine, ContainerSiteOptions options, TimeProvider time)
{
    private static readonly TimeSpan MakingPatience = TimeSpan.FromSeconds(5);

    private volatile bool _known;

    /// <summary>The host's address on the bridge: the subnet's first.</summary>
    public IPAddress Gateway { get; } = GatewayOf(options.Subnet);

    public static IPAddress GatewayOf(IPNetwork subnet)
    {
        var address = subnet.BaseAddress.GetAddressBytes();
        address[^1] |= 1;
        return new IPAddress(address);
    }

    /// <summary>Makes the network if it is missing; adopts it if it is ours and as wanted.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (_known)
        {
            return;
        }

        var found = await engine.InspectNetworkAsync(options.NetworkName, cancellationToken)
            ?? await MakeAsync(cancellationToken);
        Check(found);
        _known = true;
    }

    /// <summary>Removes the network if it is ours.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        Forget();
        if (await engine.InspectNetworkAsync(options.NetworkName, cancellationToken) is { } found && IsOurs(found))
        {
            await engine.RemoveNetworkAsync(options.NetworkName, cancellationToken);
        }
    }

    /// <summary>Looks again next time: it may have been removed.</summary>
    public void Forget() => _known = false;

    /// <summary>
    /// Another hub may be making it at the same moment. The engine then says that the subnet is taken, and only a little later shows by whom.
    /// </summary>
    private async Task<Network> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.CreateNetworkAsync(Wanted(), cancellationToken);
        }
        catch (SiteException e) when (e.Fault == SiteFault.Refused)
        {
            return await ShownAsync(cancellationToken) ?? throw new SiteException(
                SiteFault.Refused, $"The engine does not make the network {options.NetworkName} with {options.Subnet}: {e.Message}. Set another subnet.", e);
        }

        return await ShownAsync(cancellationToken)
            ?? throw new SiteException(SiteFault.Busy, $"The engine does not show the network {options.NetworkName} that it says it has.");
    }

    private Task<Network?> ShownAsync(CancellationToken cancellationToken) =>
        Poll.UntilAsync(() => engine.InspectNetworkAsync(options.NetworkName, cancellationToken), MakingPatience, time, cancellationToken);

    private bool IsOurs(Network found) => found.Labels?.GetValueOrDefault(SiteLabels.Instance) == options.InstanceId;

    private void Check(Network found)
    {
        var subnet = found.IPAM?.Config is [var pool, ..] ? pool.Subnet : null;
        if (!IsOurs(found))
        {
            throw new SiteException(
                SiteFault.Refused, $"The engine has a network {found.Name} that is not this hub's. Remove or rename it: docker network rm {found.Name}");
        }

        if (subnet != options.Subnet.ToString())
        {
            throw new SiteException(
                SiteFault.Refused,
                $"The network {found.Name} has the subnet {subnet}, not {options.Subnet}. Set the subnet to {subnet}, " +
                $"or stop this hub's servers and remove it: docker network rm {found.Name}");
        }
    }

    private Network Wanted() => new()
    {
        Name = options.NetworkName,
        CheckDuplicate = true,
        Labels = new Dictionary<string, string> { [SiteLabels.Instance] = options.InstanceId },
        IPAM = new([new(options.Subnet.ToString(), Gateway.ToString())]),
        Options = new Dictionary<string, string>
        {
            ["com.docker.network.bridge.enable_icc"] = "false",
            // A name that can be told in advance, for the operator's firewall.
            ["com.docker.network.bridge.name"] = options.BridgeName,
        },
    };
}
