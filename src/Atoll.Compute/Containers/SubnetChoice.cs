using System.Net;
using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>Which subnet an instance gets, given what the engine and the machine have. Pure.</summary>
internal static class SubnetChoice
{
    public static IPNetwork Of(string instanceId, IReadOnlyList<Network> networks, IReadOnlyList<IPNetwork> host)
    {
        var ours = networks.FirstOrDefault(network => network.Labels?.GetValueOrDefault(SiteLabels.Instance) == instanceId);
        return ours is not null && Subnets(ours).FirstOrDefault() is { PrefixLength: > 0 } subnet
            ? subnet
            : SubnetPicker.Pick([.. networks.SelectMany(Subnets), .. host], instanceId)
                ?? throw new SiteException(SiteFault.Refused, "No free subnet in 10.96.0.0/11: set the site's subnet by hand.");
    }

    private static IEnumerable<IPNetwork> Subnets(Network network)
    {
        foreach (var pool in network.IPAM?.Config ?? [])
        {
            if (IPNetwork.TryParse(pool.Subnet, out var subnet) && subnet.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
            {
                yield return subnet;
            }
        }
    }
}
