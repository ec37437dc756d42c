using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>What an inspected container means. Pure.</summary>
internal static class ContainerReading
{
    /// <summary>True when the container is this hub's.</summary>
    public static bool IsOurs(Inspection container, ContainerSiteOptions options) =>
        Labels(container).GetValueOrDefault(SiteLabels.Instance) == options.InstanceId;

    /// <summary>True when it was made but never started: a hub died in between.</summary>
    public static bool IsUnstarted(Inspection container) => container.State.Status == "created";

    /// <summary>True while the engine is taking it away.</summary>
    public static bool IsLeaving(Inspection container) => container.State.Status == "removing";

    public static WorkloadObserved Of(Inspection container)
    {
        var labels = Labels(container);
        var phase = Phase(container.State.Status);
        return new()
        {
            Id = container.Id,
            Name = labels.GetValueOrDefault(SiteLabels.Name, ""),
            StartNumber = SiteLabels.StartNumber(labels),
            Phase = phase,
            Addresses = phase == WorkloadPhase.Running ? Addresses(container, labels) : new Dictionary<string, string>(),
            End = phase == WorkloadPhase.Ended ? End(container.State) : null,
            // Year 1 is the engine's way of saying never.
            Started = container.State.StartedAt.Year > 1 ? container.State.StartedAt : null,
        };
    }

    /// <summary>Null for a container that does not run: the engine has no figures then.</summary>
    public static WorkloadUsage? UsageOf(Statistics measured)
    {
        if (measured is not { Memory: { Usage: > 0 } memory, Cpu.Usage: { } cpu })
        {
            return null;
        }

        // cgroup v1 tells the whole tree's as total_…, v2 has one name. What was read from files is given back when somebody needs it.
        var cache = memory.Details?.GetValueOrDefault("total_inactive_file", memory.Details.GetValueOrDefault("inactive_file")) ?? 0;
        return new WorkloadUsage(Math.Max(0, memory.Usage - cache), TimeSpan.FromTicks(cpu.Nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    private static WorkloadPhase Phase(string status) => status switch
    {
        "created" or "initialized" or "configured" => WorkloadPhase.Pending,
        "exited" or "dead" or "removing" or "stopped" => WorkloadPhase.Ended,
        _ => WorkloadPhase.Running,
    };

    /// <summary>The engine's flag stays up once any process of the container was killed; a good end afterwards is a good end.</summary>
    private static WorkloadEnd End(InspectedState state) => new(state.ExitCode, state is { OOMKilled: true, ExitCode: not 0 });

    /// <summary>It is on one network only.</summary>
    private static Dictionary<string, string> Addresses(Inspection container, IReadOnlyDictionary<string, string> labels) =>
        container.NetworkSettings.Networks?.Values.FirstOrDefault()?.IPAddress is { Length: > 0 } host
            ? SiteLabels.Addresses(labels, host)
            : [];

    private static IReadOnlyDictionary<string, string> Labels(Inspection container) =>
        container.Config.Labels ?? new Dictionary<string, string>();
}
