using System.Net;
using Atoll.Compute.Containers;

namespace Atoll.TestKit.Conformance;

/// <summary>What the suites about isolation must know of a container engine beyond what every site can do.</summary>
public abstract class EngineHarness : SiteHarness
{
    /// <summary>The servers' network of that instance.</summary>
    public abstract Task<IPNetwork> SubnetAsync(string instance);

    /// <summary>Their IPv6 network; null when the engine has none.</summary>
    public abstract IPNetwork? Subnet6(string instance);

    /// <summary>Where the hub's API listens on their gateway.</summary>
    public const int ApiPort = 8081;

    /// <summary>A site of that instance with settings of the test's own; the harness disposes it and removes what it made.</summary>
    public abstract Task<ContainerSite> NewSiteAsync(string instance, Func<ContainerSiteOptions, ContainerSiteOptions> change);
}
