using Atoll.Compute;
using Atoll.Core.Lifecycles;

namespace Atoll.Workloads;

/// <summary>The effects that touch a site, each ending in the event of the lifecycle that says what came of it.</summary>
internal sealed class WorkloadRunner(Sites sites, ImagePulls pulls)
{
    /// <summary>Makes sure that the image is on the site, pulling it in the background; ask again until it is.</summary>
    public async Task<ServerEvent> FetchImageAsync(string site, string? image, CancellationToken cancellationToken)
    {
        if (image is null || sites[site] is not IImageSite images)
        {
            return new ImageReady();
        }

        try
        {
            if (await images.FindImageAsync(image, cancellationToken) is null)
            {
                return await pulls.AskAsync(site, images, image);
            }

            pulls.Forget(site, image);
            return new ImageReady();
        }
        catch (SiteException failure)
        {
            return SiteFaults.ToEvent(failure);
        }
    }

    /// <summary>Pulls the image although the site has one of that name: the registry's may be newer. In the background; ask again until it is there.</summary>
    public async Task<ServerEvent> PullImageAsync(string site, string image)
    {
        try
        {
            return await pulls.AskAsync(site, (IImageSite)sites[site], image);
        }
        catch (SiteException failure)
        {
            return SiteFaults.ToEvent(failure);
        }
    }

    /// <summary>Makes sure that the workload exists and runs.</summary>
    public async Task<ServerEvent> LaunchAsync(WorkloadOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return ToEvent(await sites[order.Site].EnsureAsync(WorkloadSpecs.Of(order), cancellationToken));
        }
        catch (SiteException failure)
        {
            return SiteFaults.ToEvent(failure);
        }
    }

    /// <summary>What the site says of this start's workload.</summary>
    public async Task<ServerEvent> LookAsync(string site, string name, long startNumber, CancellationToken cancellationToken)
    {
        try
        {
            var seen = await sites[site].FindAsync(name, cancellationToken);
            return seen is not null && seen.StartNumber == startNumber ? ToEvent(seen) : new WorkloadAbsent();
        }
        catch (SiteException failure)
        {
            return SiteFaults.ToEvent(failure);
        }
    }

    /// <summary>Ends and removes whatever has this name, whichever start made it.</summary>
    /// <remarks>By name only to find it: a hub that died between creating and committing knows no id. It is deleted by id.</remarks>
    public async Task<ServerEvent> TakeDownAsync(string site, string name, TimeSpan grace, CancellationToken cancellationToken)
    {
        try
        {
            if (await sites[site].FindAsync(name, cancellationToken) is { } seen)
            {
                await sites[site].DeleteAsync(seen.Id, seen.End is null ? grace : TimeSpan.Zero, cancellationToken);
            }

            return new TakenDown();
        }
        catch (SiteException failure)
        {
            return new SiteAway(failure.Message);
        }
    }

    /// <summary>The last lines it wrote; a sentence in their place when the site cannot tell them.</summary>
    public async Task<IReadOnlyList<string>> LogsAsync(string site, string workloadId, int lines, CancellationToken cancellationToken)
    {
        try
        {
            return await sites[site].LogsAsync(workloadId, lines, cancellationToken);
        }
        catch (SiteException failure)
        {
            return [$"(The log could not be read: {failure.Message})"];
        }
    }

    private static WorkloadSeen ToEvent(WorkloadObserved seen) => new(
        seen.Id,
        seen.Addresses.GetValueOrDefault(WorkloadSpecs.MainPort),
        seen.Phase is WorkloadPhase.Ended,
        seen.End?.ExitCode ?? 0,
        seen.End?.OutOfMemory ?? false);
}
