namespace Atoll.Compute.Containers.Groups;

/// <summary>The cgroup above all of a site's workloads, which holds them together to what the site has to give.</summary>
internal interface ISiteGroup
{
    /// <summary>What the engine calls it.</summary>
    string Parent { get; }

    /// <summary>Makes it, or sets its limits again: a reboot takes it away, and the reserve may be another one now.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> when this program may not.</exception>
    Task EnsureAsync(SiteCapacity capacity, double machineCpus, CancellationToken cancellationToken);

    /// <summary>Removes it once nothing is in it; none there is success.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);
}
