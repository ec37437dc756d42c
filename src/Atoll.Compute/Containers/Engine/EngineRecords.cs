using System.Text.Json.Serialization;

namespace Atoll.Compute.Containers.Engine;

internal sealed record EngineVersion(
    string? ApiVersion,
    [property: JsonPropertyName("MinAPIVersion")] string? MinApiVersion,
    IReadOnlyList<EngineComponent>? Components);

internal sealed record EngineComponent(string? Name);

/// <summary>The engine's machine.</summary>
internal sealed record EngineInfo(
    [property: JsonPropertyName("NCPU")] int Cpus,
    [property: JsonPropertyName("MemTotal")] long MemoryBytes,
    string? CgroupDriver,
    string? CgroupVersion,
    bool LiveRestoreEnabled);

internal sealed record EngineError([property: JsonPropertyName("message")] string? Message);

internal sealed record Network
{
    public required string Name { get; init; }
    public string Driver { get; init; } = "bridge";
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, string>? Options { get; init; }
    public AddressPools? IPAM { get; init; }
    public bool EnableIPv6 { get; init; }

    /// <summary>Only on the way in: refuses a second network of the same name, which the engine would otherwise allow.</summary>
    public bool? CheckDuplicate { get; init; }
}

/// <summary>Podman's own shape: only this one can tell it to leave names to the host's name servers.</summary>
internal sealed record OwnNetwork
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("driver")]
    public string Driver { get; init; } = "bridge";

    [JsonPropertyName("network_interface")]
    public required string NetworkInterface { get; init; }

    [JsonPropertyName("subnets")]
    public required IReadOnlyList<OwnSubnet> Subnets { get; init; }

    [JsonPropertyName("labels")]
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    [JsonPropertyName("dns_enabled")]
    public bool DnsEnabled { get; init; }

    [JsonPropertyName("options")]
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string> { ["isolate"] = "true" };
}

internal sealed record OwnSubnet(
    [property: JsonPropertyName("subnet")] string Subnet,
    [property: JsonPropertyName("gateway")] string Gateway);

internal sealed record AddressPools(IReadOnlyList<AddressPool>? Config);

internal sealed record AddressPool(string? Subnet, string? Gateway = null);

internal sealed record ImageInspection(string Id, IReadOnlyList<string>? RepoDigests, long Size);

internal sealed record EngineEvent(string? Action, EventActor? Actor);

internal sealed record EventActor(IReadOnlyDictionary<string, string>? Attributes);

internal sealed record Statistics(
    [property: JsonPropertyName("memory_stats")] MemoryStatistics? Memory,
    [property: JsonPropertyName("cpu_stats")] CpuStatistics? Cpu);

/// <summary>Empty for a container that does not run.</summary>
internal sealed record MemoryStatistics(
    [property: JsonPropertyName("usage")] long Usage,
    [property: JsonPropertyName("stats")] IReadOnlyDictionary<string, long>? Details);

internal sealed record CpuStatistics([property: JsonPropertyName("cpu_usage")] CpuUsage? Usage);

internal sealed record CpuUsage([property: JsonPropertyName("total_usage")] long Nanoseconds);

internal sealed record PullLine(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("progressDetail")] PullDetail? Detail,
    [property: JsonPropertyName("error")] string? Error);

internal sealed record PullDetail(
    [property: JsonPropertyName("current")] long Current,
    [property: JsonPropertyName("total")] long Total);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateContainer))]
[JsonSerializable(typeof(Created))]
[JsonSerializable(typeof(IReadOnlyList<ContainerListed>))]
[JsonSerializable(typeof(Inspection))]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(EngineError))]
[JsonSerializable(typeof(Network))]
[JsonSerializable(typeof(OwnNetwork))]
[JsonSerializable(typeof(IReadOnlyList<Network>))]
[JsonSerializable(typeof(ImageInspection))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(Statistics))]
[JsonSerializable(typeof(PullLine))]
internal sealed partial class EngineJson : JsonSerializerContext;
