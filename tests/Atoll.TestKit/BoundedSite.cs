using Atoll.Compute;

namespace Atoll.TestKit;

/// <summary>A site with a capacity, and an absence, that a test decides; all else is the site's inside.</summary>
internal sealed class BoundedSite(ISite inside) : ICapacitySite
{
    /// <summary>What it says it has.</summary>
    public SiteCapacity Capacity { get; set; } = new(Cpu: 4, MemoryBytes: 2L << 30);

    /// <summary>It says that it does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public Task<SiteCapacity> CapacityAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return IsAway ? throw new SiteException(SiteFault.Away, "gone for a walk") : Task.FromResult(Capacity);
    }

    public Task<WorkloadObserved> EnsureAsync(WorkloadSpec spec, CancellationToken cancellationToken) => inside.EnsureAsync(spec, cancellationToken);

    public Task<WorkloadObserved?> FindAsync(string name, CancellationToken cancellationToken) => inside.FindAsync(name, cancellationToken);

    public Task<IReadOnlyList<WorkloadObserved>> ListAsync(CancellationToken cancellationToken) => inside.ListAsync(cancellationToken);

    public Task DeleteAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => inside.DeleteAsync(id, grace, cancellationToken);

    public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellationToken) => inside.WatchAsync(cancellationToken);

    public Task<IReadOnlyList<string>> LogsAsync(string id, int lines, CancellationToken cancellationToken) => inside.LogsAsync(id, lines, cancellationToken);

    public Task EnsureVolumeAsync(string volume, CancellationToken cancellationToken) => inside.EnsureVolumeAsync(volume, cancellationToken);
}
