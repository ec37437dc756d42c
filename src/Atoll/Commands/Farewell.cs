using Atoll.Compute;
using Atoll.Compute.Containers;

namespace Atoll.Commands;

/// <summary>What a hub that goes down for good leaves no trace of: the networks that it made for its servers.</summary>
internal static class Farewell
{
    public static async Task RemoveNetworksAsync(Sites sites, CancellationToken cancellationToken)
    {
        foreach (var site in sites.All.Values.OfType<ContainerSite>())
        {
            await site.RemoveNetworkAsync(cancellationToken);
        }
    }
}
