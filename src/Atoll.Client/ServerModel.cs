using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Atoll.Client;

/// <summary>A server as the API shows it (jupyterhub.md 1.2).</summary>
public sealed record ServerModel
{
    /// <summary>Its name; empty for the default server.</summary>
    public required string Name { get; init; }

    /// <summary>What pages call it; left out where that is its name, as JupyterHub 5 has no such field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    /// <summary><c>user/server</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>When it was last used; null when never.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>When it was last started; null while it is stopped.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>null, <c>spawn</c>, <c>stop</c> or <c>check</c>.</summary>
    public string? Pending { get; init; }

    /// <summary>It can be used now.</summary>
    public required bool Ready { get; init; }

    /// <summary>It neither runs nor is about to.</summary>
    public required bool Stopped { get; init; }

    /// <summary>The path at which it is reached.</summary>
    public required string Url { get; init; }

    /// <summary>What it was last started with: any JSON object.</summary>
    public JsonElement UserOptions { get; init; }

    /// <summary>The path of its progress stream.</summary>
    public required string ProgressUrl { get; init; }

    /// <summary>What the hub keeps of its workload; only for callers with <c>admin:server_state</c>, and left out for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? State { get; init; }

    /// <summary>As <see cref="Url"/> with host; null unless the hub knows its public address.</summary>
    public string? FullUrl { get; init; }

    /// <summary>As <see cref="ProgressUrl"/> with host; null unless the hub knows its public address.</summary>
    public string? FullProgressUrl { get; init; }
}
