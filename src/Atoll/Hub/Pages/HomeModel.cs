using Atoll.Servers.Pages;
using Atoll.Web;

namespace Atoll.Hub.Pages;

/// <summary>The control panel: a person's servers.</summary>
public sealed record HomeModel : PageModel<HomePage>
{
    /// <summary>The default server first (also when it does not run), then named ones.</summary>
    public required IReadOnlyList<ServerCardModel> Servers { get; init; }

    /// <summary>How full the home is; null when that is not known.</summary>
    public StorageUse? Home { get; init; }

    /// <summary>Starting another one; null where people have one server each.</summary>
    public NewServerModel? Another { get; init; }

    /// <summary>Whether signing out stops the servers, so that the page can say so.</summary>
    public bool SignOutStopsServers { get; init; }
}

/// <summary>One server on the control panel.</summary>
public sealed record ServerCardModel
{
    /// <summary>The server's name; empty for the default one.</summary>
    public required string Name { get; init; }

    /// <summary>What its owner calls it; empty for its name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public required ServerCardState State { get; init; }

    /// <summary>Where it opens (<c>/user/ada/</c>).</summary>
    public required string OpenUrl { get; init; }

    /// <summary>Where it is started: the start page. Null when it cannot be started any more.</summary>
    public required string? StartUrl { get; init; }

    /// <summary>Where its progress is shown while it starts or stops.</summary>
    public required string ProgressUrl { get; init; }

    /// <summary>Where Stop posts to (and Cancel, while it starts); null when this person may not.</summary>
    public string? StopAction { get; init; }

    /// <summary>Where Restart posts to; null when this person may not.</summary>
    public string? RestartAction { get; init; }

    /// <summary>Where Delete posts to; null for the default server, and while one runs.</summary>
    public string? DeleteAction { get; init; }

    /// <summary>Where its log is read; null when it has written none.</summary>
    public string? LogUrl { get; init; }

    /// <summary>The environment's title; null when it never ran.</summary>
    public string? Environment { get; init; }

    /// <summary>The environment has a newer image than this running server's: a restart gets it.</summary>
    public bool NewerVersion { get; init; }

    /// <summary>The size's title; null when it never ran.</summary>
    public string? Size { get; init; }

    /// <summary>CPUs it may use; null for unknown.</summary>
    public double? Cpu { get; init; }

    /// <summary>Memory limit in bytes; null for unknown.</summary>
    public long? Memory { get; init; }

    /// <summary>CPUs in use now; null when not measured.</summary>
    public double? CpuUsed { get; init; }

    /// <summary>Memory in use now in bytes; null when not measured.</summary>
    public long? MemoryUsed { get; init; }

    /// <summary>When it came into its present state; null when never.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it was last used; null when never.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>When it stops by itself unless it is used; null for never.</summary>
    public DateTimeOffset? StopsAt { get; init; }

    /// <summary>Why it failed; set in that state.</summary>
    public StartFailure? Failure { get; init; }

    /// <summary>One button that starts it again with the same choices; null to go to the start page.</summary>
    public StartAgain? Again { get; init; }
}

/// <summary>Asks for the name of another server.</summary>
public sealed record NewServerModel
{
    /// <summary>Where the name is sent.</summary>
    public required string Action { get; init; }

    /// <summary>What was typed before; null for nothing.</summary>
    public string? Name { get; init; }

    /// <summary>What was wrong with it.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>How many there are, and may be; null where there is no limit.</summary>
    public (int Used, int Most)? Limit { get; init; }

    internal bool IsFull => Limit is var (used, most) && used >= most;
}

/// <summary>Where a server stands, as far as its owner cares.</summary>
public enum ServerCardState
{
    /// <summary>Not running.</summary>
    Stopped,

    /// <summary>On its way.</summary>
    Starting,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Being stopped.</summary>
    Stopping,

    /// <summary>The last start failed, or it died.</summary>
    Failed,
}
