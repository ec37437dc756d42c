namespace Atoll.Core.Lifecycles;

/// <summary>What must be done next for a server. Each may be repeated; each ends in one <see cref="ServerEvent"/>.</summary>
public enum ServerEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Find a place: <see cref="Placed"/> or <see cref="Queued"/>.</summary>
    FindPlace,

    /// <summary>Have the image on the site: <see cref="ImageReady"/> or <see cref="StillUnderWay"/>.</summary>
    FetchImage,

    /// <summary>Make sure of home and workload: <see cref="WorkloadSeen"/>.</summary>
    Launch,

    /// <summary>Ask whether it answers, and whether it runs; publish its route once it answers: <see cref="Answered"/> or <see cref="NotAnswered"/>.</summary>
    Probe,

    /// <summary>Keep its route published and look whether it still runs: <see cref="WorkloadSeen"/>.</summary>
    Watch,

    /// <summary>Withdraw its route, end its workload by id, whichever start made it: <see cref="TakenDown"/>.</summary>
    TakeDown,
}

/// <summary>
/// The rules of a server's life, pure: <see cref="Next"/> says what an event makes of a state, <see cref="Due"/> what is to be done in it.
/// It knows nothing of capacity, images or routes; it covers one server, never relations between servers.
/// </summary>
/// <remarks>
/// Events that no longer fit (an answer that arrives after Stop was pressed) change nothing. Wanted wins over observed: once a stop is
/// wanted, nothing but <see cref="StartRequested"/> and <see cref="RestartRequested"/> leads back.
/// </remarks>
public static class ServerLifecycle
{
    /// <summary>The effect that this state asks for.</summary>
    public static ServerEffect Due(ServerState state) => state.Phase switch
    {
        ServerPhase.Waiting => ServerEffect.FindPlace,
        ServerPhase.Pulling => ServerEffect.FetchImage,
        ServerPhase.Launching => ServerEffect.Launch,
        ServerPhase.Booting => ServerEffect.Probe,
        ServerPhase.Ready => ServerEffect.Watch,
        ServerPhase.Stopping => ServerEffect.TakeDown,
        _ => ServerEffect.None,
    };

    /// <summary>What <paramref name="happened"/> makes of <paramref name="state"/>.</summary>
    public static ServerState Next(ServerState state, ServerEvent happened, DateTimeOffset now, StartClocks clocks) => happened switch
    {
        StartRequested => Start(state, now),
        StopRequested => Stop(state, now),
        RemoveRequested => Stop(state, now) with { Wanted = Wanted.Removed },
        RestartRequested => Restart(state, now),
        TakenDown when state.Phase is ServerPhase.Stopping => Rest(state, now),
        _ when state.Wanted is not Wanted.Running || !state.IsActive || state.Phase is ServerPhase.Stopping => Remember(state, happened),
        SiteRefused refused => Fail(state, now, new ServerFailure(refused.Reason, refused.Detail)),
        _ => Advance(state, happened, now, clocks),
    };

    private static ServerState Start(ServerState state, DateTimeOffset now) => state.Phase switch
    {
        ServerPhase.Stopped => Begin(state, now),
        // Pressed while the last run is still being taken down: it begins again right after.
        ServerPhase.Stopping => state with { Wanted = Wanted.Running },
        _ => state,
    };

    private static ServerState Stop(ServerState state, DateTimeOffset now) => state.Phase switch
    {
        // What is being removed is stopped already.
        _ when state.Wanted is Wanted.Removed => state,
        ServerPhase.Stopped or ServerPhase.Stopping => state with { Wanted = Wanted.Stopped },
        _ => Enter(state with { Wanted = Wanted.Stopped, Failure = null }, ServerPhase.Stopping, now),
    };

    private static ServerState Restart(ServerState state, DateTimeOffset now) =>
        Start(Stop(state, now), now);

    private static ServerState Begin(ServerState state, DateTimeOffset now) => new()
    {
        Wanted = Wanted.Running,
        Phase = ServerPhase.Waiting,
        PhaseSince = now,
        StartNumber = state.StartNumber + 1,
        Started = now,
    };

    private static ServerState Rest(ServerState state, DateTimeOffset now) => state.Wanted is Wanted.Running
        ? Begin(state, now)
        : new ServerState { Wanted = state.Wanted, PhaseSince = now, StartNumber = state.StartNumber, Failure = state.Failure };

    // A launch that was under way when Stop was pressed still tells the id; it is worth keeping, the rest is not.
    private static ServerState Remember(ServerState state, ServerEvent happened) =>
        happened is WorkloadSeen seen && state.Phase is ServerPhase.Stopping ? state with { WorkloadId = seen.Id } : state;

    private static ServerState Advance(ServerState state, ServerEvent happened, DateTimeOffset now, StartClocks clocks)
    {
        var next = (state.Phase, happened) switch
        {
            (ServerPhase.Waiting, Placed) => Enter(state, ServerPhase.Pulling, now),
            (ServerPhase.Pulling, ImageReady) => Enter(state, ServerPhase.Launching, now),
            (ServerPhase.Launching, WorkloadSeen seen) => Launched(state, seen, now),
            (ServerPhase.Booting, WorkloadSeen seen) => Looked(state, seen, now),
            (ServerPhase.Booting or ServerPhase.Ready, WorkloadAbsent) => Fail(state, now, new ServerFailure(Reasons.Vanished)),
            (ServerPhase.Booting, Answered) => Enter(state, ServerPhase.Ready, now),
            (ServerPhase.Ready, WorkloadSeen seen) => Looked(state, seen, now),
            _ => state,
        };
        return Check(next, happened, now, clocks);
    }

    private static ServerState Launched(ServerState state, WorkloadSeen seen, DateTimeOffset now) => seen switch
    {
        { Ended: true } => Ended(state, seen, now),
        { Address: null } => state with { WorkloadId = seen.Id },
        _ => Enter(state with { WorkloadId = seen.Id, Address = seen.Address }, ServerPhase.Booting, now),
    };

    private static ServerState Looked(ServerState state, WorkloadSeen seen, DateTimeOffset now) =>
        seen.Ended ? Ended(state, seen, now) : state with { Address = seen.Address ?? state.Address };

    private static ServerState Ended(ServerState state, WorkloadSeen seen, DateTimeOffset now)
    {
        var known = state with { WorkloadId = seen.Id };
        if (seen.OutOfMemory)
        {
            return Fail(known, now, new ServerFailure(Reasons.OutOfMemory, ExitCode: seen.ExitCode));
        }

        if (seen.ExitCode != 0)
        {
            return Fail(known, now, new ServerFailure(Reasons.Crashed, ExitCode: seen.ExitCode));
        }

        // File → Shut Down in the server itself is a wish, not a failure.
        return state.Phase is ServerPhase.Ready
            ? Stop(known, now)
            : Fail(known, now, new ServerFailure(Reasons.EndedEarly, ExitCode: 0));
    }

    private static ServerState Check(ServerState state, ServerEvent happened, DateTimeOffset now, StartClocks clocks)
    {
        var spent = now - state.PhaseSince;
        return state.Phase switch
        {
            ServerPhase.Waiting when spent > clocks.Waiting => Fail(state, now, Late(Reasons.NoPlace, happened)),
            ServerPhase.Pulling when spent > clocks.Pulling => Fail(state, now, Late(Reasons.PullTimeout, happened)),
            ServerPhase.Launching or ServerPhase.Booting when spent > clocks.Booting =>
                Fail(state, now, Late(Reasons.NeverAnswered, happened)),
            _ => state,
        };
    }

    // The site being away is the better reason than the clock that noticed it.
    private static ServerFailure Late(string reason, ServerEvent happened) => happened switch
    {
        SiteAway away => new ServerFailure(Reasons.SiteAway, away.Detail),
        NotAnswered { Refused: true } refused => new ServerFailure(Reasons.PortRefused, refused.Detail),
        NotAnswered silent => new ServerFailure(reason, silent.Detail),
        _ => new ServerFailure(reason),
    };

    private static ServerState Fail(ServerState state, DateTimeOffset now, ServerFailure failure) =>
        Enter(state with { Wanted = Wanted.Stopped, Failure = failure }, ServerPhase.Stopping, now);

    private static ServerState Enter(ServerState state, ServerPhase phase, DateTimeOffset now) =>
        state with { Phase = phase, PhaseSince = now };
}
