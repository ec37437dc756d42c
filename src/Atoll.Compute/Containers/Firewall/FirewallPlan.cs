using System.Net;

namespace Atoll.Compute.Containers.Firewall;

/// <summary>All that the rules follow from.</summary>
internal sealed record FirewallPlan
{
    /// <summary>The table's name, one per instance.</summary>
    public required string Table { get; init; }

    /// <summary>The interfaces that workloads are on; a <c>*</c> at the end stands for any ending.</summary>
    public required string Interfaces { get; init; }

    /// <summary>Where the hub's API listens for them.</summary>
    public required IPEndPoint Api { get; init; }

    /// <summary>Reachable on port 53.</summary>
    public required IReadOnlyList<IPAddress> NameServers { get; init; }

    /// <summary>What the operator adds.</summary>
    public required EgressOptions Egress { get; init; }
}
