using System.Net;
using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>The one bridge of an instance: the host reaches every container, no container reaches another.</summary>
internal sealed class SiteNetwork(EngineClient engine, ContainerSiteOptions options)
{
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

        var found = await engine.InspectNetworkAsync(options.NetworkName, cancellationToken);
        // Another hub may make it at the same moment, hence the second look.
        if (found is null && !await engine.CreateNetworkAsync(Wanted(), cancellationToken))
        {
            found = await engine.InspectNetworkAsync(options.NetworkName, cancellationToken);
        }

        if (found is not null)
        {
            Check(found);
        }

        _known = true;
    }

    /// <summary>Looks again next time: it may have been removed.</summary>
    public void Forget() => _known = false;

    private void Check(Network found)
    {
        var subnet = found.IPAM?.Config is [var pool, ..] ? pool.Subnet : null;
        if (found.Labels?.GetValueOrDefault(SiteLabels.Instance) != options.InstanceId)
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
