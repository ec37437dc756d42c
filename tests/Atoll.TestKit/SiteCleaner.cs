using Atoll.Compute;
using Atoll.Compute.Containers;

namespace Atoll.TestKit;

/// <summary>Ends what a test's hub left on a site: its own instance's workloads and network, nothing else.</summary>
internal static class SiteCleaner
{
    public static async Task RemoveAllAsync(ISite site)
    {
        var left = await site.ListAsync(CancellationToken.None);
        await Task.WhenAll(left.Select(workload => site.DeleteAsync(workload.Id, TimeSpan.Zero, CancellationToken.None)));
        if (site is ContainerSite containers)
        {
            await containers.RemoveNetworkAsync(CancellationToken.None);
        }
    }
}
