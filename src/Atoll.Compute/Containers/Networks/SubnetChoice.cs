using System.Net;
using System.Net.Sockets;
using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers.Networks;

/// <summary>Which subnet an instance gets, given what the engine and the machine have. Pure.</summary>
internal static class SubnetChoice
{
    public static IPNetwork Of(string instanceId, IReadOnlyList<Network> networks, IReadOnlyList<IPNetwork> host)
    {
        var ours = networks.FirstOrDefault(network => network.Labels?.GetValueOrDefault(SiteLabels.Instance) == instanceId);
        // A network of one workload is a small part of the instance's, and its label says of which.
        return IPNetwork.TryParse(ours?.Labels?.GetValueOrDefault(SiteLabels.Subnet), out var whole) ? whole
            : ours is not null && Subnets(ours).FirstOrDefault() is { PrefixLength: > 0 } subnet ? subnet
            : SubnetPicker.Pick([.. networks.SelectMany(Subnets), .. host], instanceId)
                ?? throw new SiteException(SiteFault.Refused, "No free subnet in 10.96.0.0/11: set the site's subnet by hand.");
    }

    public static IEnumerable<IPNetwork> Subnets(Network network)
    {
        foreach (var pool in network.IPAM?.Config ?? [])
        {
            if (IPNetwork.TryParse(pool.Subnet, out var subnet) && subnet.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
            {
                yield return subnet;
            }
        }
    }
}
