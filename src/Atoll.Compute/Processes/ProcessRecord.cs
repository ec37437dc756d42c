using System.Text.Json.Serialization;

namespace Atoll.Compute.Processes;

/// <summary>
/// What is remembered of one workload. It is written before the process is made, without <see cref="Leader"/>, and again afterwards: a hub that
/// dies in between leaves a record whose process can be found by <see cref="Id"/>, which is in its environment.
/// </summary>
internal sealed record ProcessRecord
{
    /// <summary>Random, so that no later workload is ever taken for this one.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required long StartNumber { get; init; }

    public required IReadOnlyDictionary<string, int> Ports { get; init; }

    public ProcessIdentity? Leader { get; init; }

    public DateTimeOffset? Started { get; init; }
}

/// <summary>One process of one boot. Pids are used again; together with the start time they are not.</summary>
/// <param name="Boot">The kernel's id of this boot.</param>
/// <param name="Pid">Its number.</param>
/// <param name="StartTicks">Clock ticks from boot to its start.</param>
internal sealed record ProcessIdentity(string Boot, int Pid, long StartTicks);

[JsonSerializable(typeof(ProcessRecord))]
internal sealed partial class ProcessJson : JsonSerializerContext;
