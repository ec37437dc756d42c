namespace Atoll.Core.Lifecycles;

/// <summary>Something that happened to a server: somebody asked, or an effect was performed and this is what came of it.</summary>
public abstract record ServerEvent;

/// <summary>Somebody pressed Start.</summary>
public sealed record StartRequested : ServerEvent;

/// <summary>Somebody pressed Stop or Cancel, or a policy did.</summary>
public sealed record StopRequested : ServerEvent;

/// <summary>Somebody wants it to be no more: stop, then forget it.</summary>
public sealed record RemoveRequested : ServerEvent;

/// <summary>Stop, then start again with the same choices.</summary>
public sealed record RestartRequested : ServerEvent;

/// <summary>There is a place to run.</summary>
public sealed record Placed : ServerEvent;

/// <summary>There is no place yet.</summary>
/// <param name="Place">Its place among those who wait, 1 being next.</param>
public sealed record Queued(int Place) : ServerEvent;

/// <summary>The image is on the site.</summary>
public sealed record ImageReady : ServerEvent;

/// <summary>Nothing new; only the clocks have moved.</summary>
public sealed record StillUnderWay : ServerEvent;

/// <summary>The site has the workload and says this of it.</summary>
/// <param name="Id">The site's id.</param>
/// <param name="Address"><c>host:port</c>, if it has one by now.</param>
/// <param name="Ended">True when it ran and ended.</param>
/// <param name="ExitCode">Its exit code when it ended.</param>
/// <param name="OutOfMemory">It was ended for its memory limit.</param>
public sealed record WorkloadSeen(string Id, string? Address, bool Ended = false, int ExitCode = 0, bool OutOfMemory = false) : ServerEvent;

/// <summary>The site has no workload of this start.</summary>
public sealed record WorkloadAbsent : ServerEvent;

/// <summary>It answered with a status below 500.</summary>
public sealed record Answered : ServerEvent;

/// <summary>It was asked and did not answer, or with 500 and above.</summary>
/// <param name="Detail">What happened instead.</param>
/// <param name="Refused">Nobody listens at its address: the connection was refused.</param>
public sealed record NotAnswered(string Detail, bool Refused = false) : ServerEvent;

/// <summary>The workload was taken down.</summary>
public sealed record TakenDown : ServerEvent;

/// <summary>The site cannot do it, and trying again as it is would not help.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Detail">The site's own words.</param>
public sealed record SiteRefused(string Reason, string Detail) : ServerEvent;

/// <summary>The site does not answer at the moment.</summary>
/// <param name="Detail">The site's own words.</param>
public sealed record SiteAway(string Detail) : ServerEvent;
