namespace Atoll.Compute;

/// <summary>Everything a site needs to run one workload. Equal specs make equal workloads.</summary>
public sealed record WorkloadSpec
{
    /// <summary>Deterministic name, unique on the site within the instance: <c>[a-z0-9-]</c>, at most 63 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Which start of its owner this is; a label on the workload. A workload with another number is not ours to adopt.</summary>
    public required long StartNumber { get; init; }

    /// <summary>What it is for, as a label: <c>server</c>, later <c>dask-scheduler</c>, <c>job</c>, <c>build</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The owner's name, as a label for people who look at the engine.</summary>
    public required string Owner { get; init; }

    /// <summary>Image by digest, local id or name. Null on a site without images.</summary>
    public string? Image { get; init; }

    /// <summary>The command and its arguments; an image's ENTRYPOINT is kept. Empty: the image's own CMD.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Environment variables, over the image's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What is mounted where.</summary>
    public IReadOnlyList<Mount> Mounts { get; init; } = [];

    /// <summary>Limits. Zero means none.</summary>
    public Resources Resources { get; init; } = new();

    /// <summary>
    /// Named ports that the workload listens on. A site with addresses of its own (containers) uses them as they are; plain processes
    /// share the host's address and get free ports instead.
    /// </summary>
    /// <remarks>
    /// In <see cref="Command"/> and values of <see cref="Environment"/> every site replaces <c>{port:NAME}</c> by the port,
    /// <c>{bind}</c> by the address to listen on, and <c>{volume:VOLUME}</c> by the directory where a <see cref="VolumeMount"/> is found:
    /// its path in a container, the volume's own directory for a process, which has no mounts.
    /// </remarks>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = new Dictionary<string, int>();

    /// <summary>More labels (annotations of the field's tools).</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}

/// <summary>Limits of one workload; zero means no limit.</summary>
public sealed record Resources
{
    /// <summary>CPUs, may be a fraction.</summary>
    public double Cpu { get; init; }

    /// <summary>Memory in bytes; swap is not added to it.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Processes and threads.</summary>
    public int Pids { get; init; }
}

/// <summary>Something at a path inside a workload.</summary>
public abstract record Mount(string Path);

/// <summary>A persistent volume, made beforehand by <see cref="ISite.EnsureVolumeAsync"/>.</summary>
public sealed record VolumeMount(string Path, string Volume) : Mount(Path);

/// <summary>A folder of the hub's own machine, which the workload can read and nobody in it can change.</summary>
/// <param name="Path">Where it is found.</param>
/// <param name="Source">The folder. It must be there when the workload is made.</param>
public sealed record HostFolderMount(string Path, string Source) : Mount(Path);

/// <summary>Memory-backed, empty at each start, writable by the workload's user.</summary>
public sealed record TmpfsMount(string Path, long SizeBytes) : Mount(Path);
