using System.Net;

namespace Atoll.EndToEnd.Compute;

/// <summary>Sites on Docker whose containers have IPv6 as well.</summary>
public sealed class DualHarness : ContainerHarness
{
    public override IPNetwork? Subnet6(string instance) => IPNetwork.Parse($"fd41:{instance[..4]}:{instance[4..8]}::/64");
}
