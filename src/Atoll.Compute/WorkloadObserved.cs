namespace Atoll.Compute;

/// <summary>What a site says of one workload at one moment.</summary>
public sealed record WorkloadObserved
{
    /// <summary>The site's own id (container id, pod UID, a random number): never reused.</summary>
    public required string Id { get; init; }

    /// <summary><see cref="WorkloadSpec.Name"/>.</summary>
    public required string Name { get; init; }

    /// <summary><see cref="WorkloadSpec.StartNumber"/>, read back from its label.</summary>
    public required long StartNumber { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required WorkloadPhase Phase { get; init; }

    /// <summary>Named ports as <c>host:port</c>, reachable from the hub; empty until it runs.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; init; } = new Dictionary<string, string>();

    /// <summary>How it ended; null while it has not.</summary>
    public WorkloadEnd? End { get; init; }

    /// <summary>When it began to run, by the site's clock.</summary>
    public DateTimeOffset? Started { get; init; }
}

/// <summary>How a workload ended.</summary>
/// <param name="ExitCode">As the site tells it; 128 + n for signal n.</param>
/// <param name="OutOfMemory">The kernel ended it for its memory limit.</param>
public sealed record WorkloadEnd(int ExitCode, bool OutOfMemory);

/// <summary>A workload's life as a site sees it.</summary>
public enum WorkloadPhase
{
    /// <summary>Known to the site, not yet running.</summary>
    Pending,

    /// <summary>Its image is being fetched by the site.</summary>
    Pulling,

    /// <summary>Its process runs; whether it answers is not the site's business.</summary>
    Running,

    /// <summary>It ran and ended.</summary>
    Ended,
}
