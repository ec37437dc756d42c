namespace Atoll.Compute.Containers.Networks;

/// <summary>How one kind of engine keeps an instance's workloads apart.</summary>
internal interface ISiteNetworks
{
    /// <summary>The interfaces on the host that packets of workloads come in on; a <c>*</c> at the end stands for any ending.</summary>
    string Interfaces { get; }

    /// <summary>Makes what all workloads need if it is missing: the hub's address, above all.</summary>
    Task EnsureAsync(CancellationToken cancellationToken);

    /// <summary>The network that this workload is to be on, made if it is missing.</summary>
    Task<string> PlugAsync(string workload, CancellationToken cancellationToken);

    /// <summary>Removes what only this workload needed, now that its container is gone; kept while a later start of it is there.</summary>
    Task UnplugAsync(string workload, CancellationToken cancellationToken);

    /// <summary>Removes everything that is this instance's.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> while a workload is there.</exception>
    Task RemoveAsync(CancellationToken cancellationToken);

    /// <summary>Looks again next time: something may have been removed.</summary>
    void Forget();
}
