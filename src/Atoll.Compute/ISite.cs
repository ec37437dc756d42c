namespace Atoll.Compute;

/// <summary>
/// One place that runs workloads: the seam between Atoll and a container engine, a cluster, or plain processes.
/// It knows workloads, nothing of what they are for: users, servers, queues, capacity, progress and reasons live above it.
/// </summary>
/// <remarks>
/// Every implementation passes <c>SiteConformance</c>. All methods may be repeated: a caller that died half-way calls again.
/// A site touches only objects that carry its own instance id. Failures throw <see cref="SiteException"/> and nothing else
/// (but <see cref="OperationCanceledException"/>); each says whether trying again can help.
/// </remarks>
public interface ISite
{
    /// <summary>Makes sure that this start's workload exists and was started; adopts it if it is there already.</summary>
    /// <remarks>
    /// Idempotent by <see cref="WorkloadSpec.Name"/> and <see cref="WorkloadSpec.StartNumber"/>. A workload of the same name with another
    /// start number is deleted first, never adopted. One that has already ended is returned as it is, not started again.
    /// </remarks>
    Task<WorkloadObserved> EnsureAsync(WorkloadSpec spec, CancellationToken cancellationToken);

    /// <summary>What is there under this name now; null when there is nothing.</summary>
    Task<WorkloadObserved?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>All workloads of this hub's instance on this site, ended ones included.</summary>
    Task<IReadOnlyList<WorkloadObserved>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Asks the workload to end, waits up to <paramref name="grace"/>, ends it, removes it. Nothing there is success.</summary>
    /// <param name="id">The site's own id (<see cref="WorkloadObserved.Id"/>), never a name: a later start may have taken the name.</param>
    /// <param name="grace">Time between the polite signal and the hard one; zero for at once.</param>
    /// <param name="cancellationToken">Stops waiting; the workload may or may not be gone.</param>
    Task DeleteAsync(string id, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Names of workloads that changed (started, ended, removed), as a hint to look again; it may miss or repeat some.</summary>
    /// <remarks>Ends with <see cref="SiteException"/> when the connection is lost; the caller begins again and lists.</remarks>
    IAsyncEnumerable<string> WatchAsync(CancellationToken cancellationToken);

    /// <summary>The last lines a workload wrote (stdout and stderr together), oldest first; empty when it wrote none.</summary>
    Task<IReadOnlyList<string>> LogsAsync(string id, int lines, CancellationToken cancellationToken);

    /// <summary>Makes the private directory of <paramref name="volume"/>, with the owner its users expect, if it is not there.</summary>
    Task EnsureVolumeAsync(string volume, CancellationToken cancellationToken);
}

/// <summary>A site that runs images. Plain processes have none.</summary>
public interface IImageSite : ISite
{
    /// <summary>The image if it is on the site; null when it would have to be pulled.</summary>
    Task<SiteImage?> FindImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>Pulls an image, reporting as it goes; returns when it is there.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.ImageMissing"/> when no registry has it or it may not be read.</exception>
    Task PullImageAsync(string image, IProgress<PullProgress> progress, CancellationToken cancellationToken);

    /// <summary>Removes an image by its content id, with its last name. Nothing there is success.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Busy"/> while a container uses it or somebody gave it further names.</exception>
    Task RemoveImageAsync(string id, CancellationToken cancellationToken);
}

/// <summary>An image on a site.</summary>
/// <param name="Id">Its content's id (<c>sha256:…</c>): another content has another.</param>
/// <param name="Digests">Names that mean this content and no other (<c>quay.io/a/b@sha256:…</c>); none for an image made on the site.</param>
/// <param name="SizeBytes">All its layers, those that other images share included.</param>
public sealed record SiteImage(string Id, IReadOnlyList<string> Digests, long SizeBytes);

/// <summary>How far a pull is, in bytes over all layers known so far.</summary>
public sealed record PullProgress(long Done, long Total);

/// <summary>A site that can say what a running workload uses.</summary>
public interface IMeteredSite : ISite
{
    /// <summary>What it uses at this moment; null when it does not run.</summary>
    Task<WorkloadUsage?> MeasureAsync(string id, CancellationToken cancellationToken);
}

/// <summary>A site that stands on things of the host which others can change while workloads run: a firewall that is reloaded.</summary>
public interface IGuardedSite : ISite
{
    /// <summary>Looks after them. Every launch does so itself; between launches somebody has to.</summary>
    /// <exception cref="SiteException">They do not hold and could not be mended.</exception>
    Task GuardAsync(CancellationToken cancellationToken);
}

/// <summary>A site that knows how much it can give. Plain processes share the machine with everything and cannot tell.</summary>
public interface ICapacitySite : ISite
{
    /// <summary>What all workloads together may have: the machine's, without what is kept back for the hub and the system.</summary>
    Task<SiteCapacity> CapacityAsync(CancellationToken cancellationToken);
}

/// <summary>How much a site has to give, to all its workloads together.</summary>
/// <param name="Cpu">CPUs, may be a fraction.</param>
/// <param name="MemoryBytes">Memory.</param>
public sealed record SiteCapacity(double Cpu, long MemoryBytes);

/// <summary>What a workload uses.</summary>
/// <param name="MemoryBytes">Memory that counts against its limit and cannot be taken back at once (without the file cache).</param>
/// <param name="CpuTime">Processor time since it started; two measurements make a rate.</param>
public sealed record WorkloadUsage(long MemoryBytes, TimeSpan CpuTime);
