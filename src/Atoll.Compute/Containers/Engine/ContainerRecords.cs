namespace Atoll.Compute.Containers.Engine;

// The engine's wire shapes, v1.41: only the fields that Atoll sets or reads, named as on the wire.

internal sealed record CreateContainer
{
    public required string Image { get; init; }
    public required string Hostname { get; init; }
    public required string User { get; init; }
    public IReadOnlyList<string>? Cmd { get; init; }
    public required IReadOnlyList<string> Env { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required HostConfig HostConfig { get; init; }
}

internal sealed record HostConfig
{
    public required string NetworkMode { get; init; }
    public required string CgroupParent { get; init; }
    public long NanoCpus { get; init; }
    public long Memory { get; init; }
    public long MemorySwap { get; init; }
    public int PidsLimit { get; init; }
    public long ShmSize { get; init; }
    public IReadOnlyList<BindMount> Mounts { get; init; } = [];
    public IReadOnlyDictionary<string, string> Tmpfs { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> CapDrop { get; init; } = [];
    public IReadOnlyList<string> SecurityOpt { get; init; } = [];
    public IReadOnlyList<Ulimit> Ulimits { get; init; } = [];
    public required RestartPolicy RestartPolicy { get; init; }
    public required LogConfig LogConfig { get; init; }
}

internal sealed record BindMount(string Type, string Source, string Target, bool ReadOnly = false);

internal sealed record Ulimit(string Name, int Soft, int Hard);

internal sealed record RestartPolicy(string Name);

internal sealed record LogConfig(string Type, IReadOnlyDictionary<string, string> Config);

internal sealed record Created(string Id);

internal sealed record ContainerListed(string Id);

internal sealed record Inspection
{
    public required string Id { get; init; }
    public required InspectedState State { get; init; }
    public required InspectedConfig Config { get; init; }
    public required InspectedNetworks NetworkSettings { get; init; }
}

internal sealed record InspectedState
{
    public required string Status { get; init; }
    public int ExitCode { get; init; }
    public bool OOMKilled { get; init; }
    public DateTimeOffset StartedAt { get; init; }
}

internal sealed record InspectedConfig(IReadOnlyDictionary<string, string>? Labels);

internal sealed record InspectedNetworks(IReadOnlyDictionary<string, Endpoint>? Networks);

internal sealed record Endpoint(string? IPAddress);
