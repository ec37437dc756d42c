namespace Atoll.Core.Lifecycles;

/// <summary>What the user asked for.</summary>
public enum Wanted
{
    /// <summary>No workload is to exist.</summary>
    Stopped,

    /// <summary>The server is to run.</summary>
    Running,

    /// <summary>No workload is to exist, and then no server either.</summary>
    Removed,
}

/// <summary>How far a server is.</summary>
public enum ServerPhase
{
    /// <summary>Nothing runs and nothing is to be done.</summary>
    Stopped,

    /// <summary>Asked for; waits for a place to run.</summary>
    Waiting,

    /// <summary>Has a place; its image is being fetched.</summary>
    Pulling,

    /// <summary>Its home and workload are being made.</summary>
    Launching,

    /// <summary>Its workload runs but does not answer yet.</summary>
    Booting,

    /// <summary>It answered; its route is published.</summary>
    Ready,

    /// <summary>Its workload is being taken down, wanted or not.</summary>
    Stopping,
}

/// <summary>
/// One server as it is wanted and as it was last observed. Everything a hub needs to carry on after a crash is in it: the effect that is
/// due follows from the state alone (<see cref="ServerLifecycle.Due"/>).
/// </summary>
public sealed record ServerState
{
    /// <summary>What the user asked for.</summary>
    public Wanted Wanted { get; init; }

    /// <summary>How far it is.</summary>
    public ServerPhase Phase { get; init; }

    /// <summary>When the phase began; the clocks run from here.</summary>
    public DateTimeOffset PhaseSince { get; init; }

    /// <summary>Counts the starts of this server; a workload with another number is not this start's.</summary>
    public long StartNumber { get; init; }

    /// <summary>The site's id of the workload, once launched.</summary>
    public string? WorkloadId { get; init; }

    /// <summary><c>host:port</c>, once the site told it.</summary>
    public string? Address { get; init; }

    /// <summary>When this start was asked for; null while stopped.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Why the last run ended; null after a wanted stop.</summary>
    public ServerFailure? Failure { get; init; }

    /// <summary>A server that never ran.</summary>
    public static ServerState New(DateTimeOffset now) => new() { PhaseSince = now };

    /// <summary>True while a start is under way.</summary>
    public bool IsStarting => Phase is ServerPhase.Waiting or ServerPhase.Pulling or ServerPhase.Launching or ServerPhase.Booting;

    /// <summary>True unless nothing runs and nothing is to be done.</summary>
    public bool IsActive => Phase is not ServerPhase.Stopped;

    /// <summary>Nothing runs, and nobody wants it back: there is no such server any more.</summary>
    public bool IsGone => Wanted is Wanted.Removed && !IsActive;
}

/// <summary>Why a start or a run ended without being asked to.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Detail">For the help desk: the site's own words. May be empty.</param>
/// <param name="ExitCode">The workload's exit code, where there is one.</param>
public sealed record ServerFailure(string Reason, string Detail = "", int? ExitCode = null)
{
    /// <summary>Reason and detail in one line, for the API: <c>refused: no such command</c>.</summary>
    public string Sentence => Detail.Length == 0 ? Reason : $"{Reason}: {Detail}";
}

/// <summary>Reason codes: stable words that pages, the API and the runbook are keyed by.</summary>
public static class Reasons
{
    /// <summary>No place became free in time.</summary>
    public const string NoPlace = "no-place";

    /// <summary>It needs more than the whole site can give.</summary>
    public const string OverCapacity = "over-capacity";

    /// <summary>The image is not on the site and cannot be pulled.</summary>
    public const string ImageMissing = "image-missing";

    /// <summary>The image was still being pulled when its clock ran out.</summary>
    public const string PullTimeout = "pull-timeout";

    /// <summary>The site does not answer.</summary>
    public const string SiteAway = "site-away";

    /// <summary>The site refused the workload.</summary>
    public const string Refused = "refused";

    /// <summary>No space on the site's disk.</summary>
    public const string NoSpace = "no-space";

    /// <summary>It was ended for using more memory than its size has.</summary>
    public const string OutOfMemory = "out-of-memory";

    /// <summary>It ended by itself with an exit code other than zero.</summary>
    public const string Crashed = "crashed";

    /// <summary>It ended by itself, in good order, before it ever answered.</summary>
    public const string EndedEarly = "ended-early";

    /// <summary>It runs but did not answer in time: it accepts connections and stays silent, or answers with a status of 500 and above.</summary>
    public const string NeverAnswered = "never-answered";

    /// <summary>It runs, but nothing in it listens on the port where it is expected.</summary>
    public const string PortRefused = "port-refused";

    /// <summary>Its workload is gone and nobody here removed it.</summary>
    public const string Vanished = "vanished";
}

/// <summary>How long each part of a start may take before it has failed.</summary>
public sealed record StartClocks
{
    /// <summary>For a place to run. Default 30 minutes.</summary>
    public TimeSpan Waiting { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>For fetching the image. Default 30 minutes.</summary>
    public TimeSpan Pulling { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>For making the workload, and again for its first answer. Default 2 minutes.</summary>
    public TimeSpan Booting { get; init; } = TimeSpan.FromMinutes(2);
}
