namespace Atoll.Compute;

/// <summary>
/// What workloads may reach. Always: the hub's API, the host's name servers (port 53), and public addresses. Never, unless it is listed:
/// anything else of the host, private and special networks, cloud metadata, mail servers (TCP port 25). Never at all: another workload.
/// </summary>
public sealed record EgressOptions
{
    /// <summary>False leaves all of this to the operator's own firewall; then nothing here protects the host or its networks.</summary>
    public bool Firewall { get; init; } = true;

    /// <summary>Reachable all the same.</summary>
    public IReadOnlyList<EgressTarget> Allow { get; init; } = [];

    /// <summary>Not reachable either, unless <see cref="Allow"/> lists it: <c>0.0.0.0/0</c> and <c>::/0</c> leave only what is listed.</summary>
    public IReadOnlyList<EgressTarget> Deny { get; init; } = [];
}
