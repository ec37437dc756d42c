using Atoll.Core.Lifecycles;

namespace Atoll.Servers;

/// <summary>A server as it is stored, with its owner's name.</summary>
internal sealed record ServerRow
{
    public long Id { get; init; }

    public long UserId { get; init; }

    public string UserName { get; init; } = "";

    /// <summary>Empty for the default server.</summary>
    public string Name { get; init; } = "";

    /// <summary>What pages call it; empty for its name.</summary>
    public string DisplayName { get; init; } = "";

    public string Site { get; init; } = "";

    public string? Environment { get; init; }

    public string? Size { get; init; }

    /// <summary>What the start runs; null for a server that was never started.</summary>
    public ServerPlan? Plan { get; init; }

    /// <summary>The JSON object that the start was asked with; a start without a body uses it again (jupyterhub.md 8, trap 9).</summary>
    public string UserOptions { get; init; } = "{}";

    public Wanted Wanted { get; init; }

    public ServerPhase Phase { get; init; }

    public DateTimeOffset PhaseSince { get; init; }

    public long StartNumber { get; init; }

    public string? WorkloadId { get; init; }

    public string? Address { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? LastActivity { get; init; }

    public string? Reason { get; init; }

    public string? ReasonDetail { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>The last lines of the run that failed.</summary>
    public string? LogTail { get; init; }

    /// <summary>Thousandths of a CPU that are kept free for it, as long as it has a place.</summary>
    public long CpuRequest { get; init; }

    /// <summary>Bytes likewise.</summary>
    public long MemoryRequest { get; init; }

    /// <summary>The lifecycle's view of the row.</summary>
    public ServerState State => new()
    {
        Wanted = Wanted,
        Phase = Phase,
        PhaseSince = PhaseSince,
        StartNumber = StartNumber,
        WorkloadId = WorkloadId,
        Address = Address,
        Started = Started,
        Failure = Reason is null ? null : new ServerFailure(Reason, ReasonDetail ?? "", ExitCode),
    };

    /// <summary>The row with what its next start was asked with.</summary>
    public ServerRow With(StartChoice choice) => this with
    {
        Environment = choice.Plan.Environment,
        Size = choice.Plan.Size,
        Plan = choice.Plan,
        UserOptions = choice.UserOptions,
    };

    /// <summary>The row with a new state.</summary>
    public ServerRow With(ServerState state) => this with
    {
        Wanted = state.Wanted,
        Phase = state.Phase,
        PhaseSince = state.PhaseSince,
        StartNumber = state.StartNumber,
        WorkloadId = state.WorkloadId,
        Address = state.Address,
        Started = state.Started,
        Reason = state.Failure?.Reason,
        ReasonDetail = state.Failure?.Detail,
        ExitCode = state.Failure?.ExitCode,
    };

    /// <summary>The row with what is kept free for it.</summary>
    /// <param name="before">What was. While the last run is being taken down that stays, whatever the next one will need.</param>
    public ServerRow Holding(ServerRow before)
    {
        var needs = Plan?.Needs ?? default;
        var rest = Phase is ServerPhase.Stopping ? before : this with { CpuRequest = 0, MemoryRequest = 0 };
        return this with
        {
            CpuRequest = Math.Max(needs.MilliCpu, rest.CpuRequest),
            MemoryRequest = Math.Max(needs.MemoryBytes, rest.MemoryRequest),
        };
    }

    /// <summary>Name of its workload on the site.</summary>
    public string Workload => $"{ServerNames.Kind}-{Id}";

    /// <summary>What its progress and routes are filed under.</summary>
    public string Key => ServerNames.KeyOf(Id);
}
