namespace Atoll.Workloads;

/// <summary>A workload as the modules above order it. How it is confined is decided here, in one place, not by who orders.</summary>
internal sealed record WorkloadOrder
{
    /// <summary>The site's name.</summary>
    public required string Site { get; init; }

    /// <summary>Deterministic, unique on the site: <c>server-12</c>.</summary>
    public required string Name { get; init; }

    public required long StartNumber { get; init; }

    /// <summary>The <see cref="IWorkloadOwner.Kind"/> that ordered it.</summary>
    public required string Kind { get; init; }

    /// <summary>The user's name, as a label.</summary>
    public required string Owner { get; init; }

    /// <summary>Null on a site without images.</summary>
    public string? Image { get; init; }

    /// <summary>Empty: the image's own.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The volume mounted as the home.</summary>
    public string? HomeVolume { get; init; }

    /// <summary>Folders of the hub's machine that it can read, by the path where it finds them.</summary>
    public IReadOnlyDictionary<string, string> HostFolders { get; init; } = new Dictionary<string, string>();

    /// <summary>The port it listens on.</summary>
    public required int Port { get; init; }

    /// <summary>CPUs; zero for no limit.</summary>
    public double Cpu { get; init; }

    /// <summary>Bytes; zero for no limit.</summary>
    public long MemoryBytes { get; init; }
}
