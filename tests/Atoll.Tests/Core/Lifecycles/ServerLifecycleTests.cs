using Atoll.Core.Lifecycles;
using Xunit;

namespace Atoll.Tests.Core.Lifecycles;

public sealed class ServerLifecycleTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly StartClocks _clocks = new();
    private static readonly WorkloadSeen _running = new("c1", "10.0.0.2:8888");

    [Fact]
    public void A_start_walks_through_every_phase_to_ready()
    {
        var state = After(new StartRequested());
        Assert.Equal((ServerPhase.Waiting, ServerEffect.FindPlace, 1L), (state.Phase, ServerLifecycle.Due(state), state.StartNumber));
        state = After(state, new Placed());
        Assert.Equal((ServerPhase.Pulling, ServerEffect.FetchImage), (state.Phase, ServerLifecycle.Due(state)));
        state = After(state, new ImageReady());
        Assert.Equal((ServerPhase.Launching, ServerEffect.Launch), (state.Phase, ServerLifecycle.Due(state)));
        state = After(state, _running);
        Assert.Equal((ServerPhase.Booting, ServerEffect.Probe, "c1"), (state.Phase, ServerLifecycle.Due(state), state.WorkloadId));
        state = After(state, new Answered());
        Assert.Equal((ServerPhase.Ready, ServerEffect.Watch), (state.Phase, ServerLifecycle.Due(state)));
        Assert.Equal(_start, state.Started);
    }

    [Fact]
    public void A_workload_without_an_address_yet_stays_launching()
    {
        var state = After(Launching(), new WorkloadSeen("c1", Address: null));
        Assert.Equal((ServerPhase.Launching, "c1"), (state.Phase, state.WorkloadId));
    }

    [Theory]
    [MemberData(nameof(Underway))]
    public void Stop_while_under_way_takes_it_down_and_leaves_no_failure(ServerPhase phase)
    {
        var state = After(In(phase), new StopRequested());
        Assert.Equal((Wanted.Stopped, ServerPhase.Stopping), (state.Wanted, state.Phase));
        state = After(state, new TakenDown());
        Assert.Equal((ServerPhase.Stopped, ServerEffect.None), (state.Phase, ServerLifecycle.Due(state)));
        Assert.Null(state.Failure);
        Assert.Null(state.Started);
    }

    [Theory]
    [MemberData(nameof(Underway))]
    public void Once_a_stop_is_wanted_no_late_news_leads_back(ServerPhase phase)
    {
        var stopping = After(In(phase), new StopRequested());
        ServerEvent[] late =
        [
            new Placed(), new ImageReady(), _running, new Answered(), new NotAnswered("late"), new StillUnderWay(), new WorkloadAbsent(),
            new SiteRefused(Reasons.Refused, "late"), new SiteAway("late"),
        ];
        Assert.All(late, news => Assert.Equal(ServerPhase.Stopping, After(stopping, news).Phase));
        Assert.All(late, news => Assert.Equal(Wanted.Stopped, After(stopping, news).Wanted));
    }

    [Theory]
    [MemberData(nameof(Underway))]
    public void Removing_takes_it_down_first_and_neither_stop_nor_late_news_bring_it_back(ServerPhase phase)
    {
        var state = After(In(phase), new RemoveRequested());
        Assert.Equal((Wanted.Removed, ServerPhase.Stopping, false), (state.Wanted, state.Phase, state.IsGone));
        foreach (var late in new ServerEvent[] { new StopRequested(), _running, new Answered(), new SiteAway("late") })
        {
            state = After(state, late);
            Assert.Equal((Wanted.Removed, ServerPhase.Stopping), (state.Wanted, state.Phase));
        }

        Assert.True(After(state, new TakenDown()).IsGone);
    }

    [Fact]
    public void Removing_what_is_stopped_or_being_stopped_is_no_detour()
    {
        Assert.True(After(In(ServerPhase.Stopped), new RemoveRequested()).IsGone);
        Assert.True(After(After(In(ServerPhase.Stopping), new RemoveRequested()), new TakenDown()).IsGone);
        Assert.False(In(ServerPhase.Stopped).IsGone);
    }

    [Fact]
    public void A_launch_that_ends_after_stop_was_pressed_still_tells_its_id()
    {
        var stopping = After(Launching(), new StopRequested());
        Assert.Equal("c1", After(stopping, _running).WorkloadId);
    }

    [Fact]
    public void Start_is_idempotent_while_starting_and_when_ready()
    {
        foreach (var phase in new[] { ServerPhase.Waiting, ServerPhase.Pulling, ServerPhase.Launching, ServerPhase.Booting, ServerPhase.Ready })
        {
            Assert.Equal(In(phase), After(In(phase), new StartRequested()));
        }
    }

    [Fact]
    public void Start_while_stopping_begins_again_with_a_new_number_once_it_is_down()
    {
        var state = After(After(In(ServerPhase.Ready), new StopRequested()), new StartRequested());
        Assert.Equal(ServerPhase.Stopping, state.Phase);
        state = After(state, new TakenDown());
        Assert.Equal((ServerPhase.Waiting, 2L), (state.Phase, state.StartNumber));
        Assert.Null(state.WorkloadId);
    }

    [Fact]
    public void Stop_after_start_while_stopping_wins()
    {
        var state = After(After(After(In(ServerPhase.Ready), new StopRequested()), new StartRequested()), new StopRequested());
        Assert.Equal(ServerPhase.Stopped, After(state, new TakenDown()).Phase);
    }

    [Fact]
    public void Restart_of_a_running_server_takes_it_down_first()
    {
        var state = After(In(ServerPhase.Ready), new RestartRequested());
        Assert.Equal((Wanted.Running, ServerPhase.Stopping), (state.Wanted, state.Phase));
        Assert.Equal((ServerPhase.Waiting, 2L), (After(state, new TakenDown()).Phase, After(state, new TakenDown()).StartNumber));
    }

    [Theory]
    [InlineData(137, true, Reasons.OutOfMemory)]
    [InlineData(1, false, Reasons.Crashed)]
    [InlineData(0, false, Reasons.EndedEarly)]
    public void Ending_while_booting_is_a_failure_with_its_reason(int exitCode, bool outOfMemory, string reason)
    {
        var state = After(In(ServerPhase.Booting), new WorkloadSeen("c1", null, Ended: true, exitCode, outOfMemory));
        Assert.Equal((ServerPhase.Stopping, Wanted.Stopped), (state.Phase, state.Wanted));
        state = After(state, new TakenDown());
        Assert.Equal((ServerPhase.Stopped, reason, (int?)exitCode), (state.Phase, state.Failure?.Reason, state.Failure?.ExitCode));
    }

    [Fact]
    public void Shutting_down_from_inside_in_good_order_is_no_failure()
    {
        var state = After(In(ServerPhase.Ready), new WorkloadSeen("c1", null, Ended: true));
        Assert.Null(After(state, new TakenDown()).Failure);
    }

    [Fact]
    public void A_workload_that_vanished_is_noticed()
    {
        Assert.Equal(Reasons.Vanished, After(In(ServerPhase.Ready), new WorkloadAbsent()).Failure?.Reason);
        Assert.Equal(Reasons.Vanished, After(In(ServerPhase.Booting), new WorkloadAbsent()).Failure?.Reason);
    }

    [Fact]
    public void A_refusal_fails_at_once_and_a_new_start_forgets_it()
    {
        var state = After(In(ServerPhase.Pulling), new SiteRefused(Reasons.ImageMissing, "no such image"));
        Assert.Equal(new ServerFailure(Reasons.ImageMissing, "no such image"), state.Failure);
        Assert.Null(After(After(state, new TakenDown()), new StartRequested()).Failure);
    }

    [Theory]
    [InlineData(ServerPhase.Waiting, Reasons.NoPlace)]
    [InlineData(ServerPhase.Pulling, Reasons.PullTimeout)]
    [InlineData(ServerPhase.Launching, Reasons.NeverAnswered)]
    [InlineData(ServerPhase.Booting, Reasons.NeverAnswered)]
    public void Each_phase_has_its_own_clock(ServerPhase phase, string reason)
    {
        var limit = phase switch
        {
            ServerPhase.Waiting => _clocks.Waiting,
            ServerPhase.Pulling => _clocks.Pulling,
            _ => _clocks.Booting,
        };
        var state = In(phase);
        Assert.Equal(state, ServerLifecycle.Next(state, new StillUnderWay(), state.PhaseSince + limit, _clocks));
        var late = ServerLifecycle.Next(state, new StillUnderWay(), state.PhaseSince + limit + TimeSpan.FromTicks(1), _clocks);
        Assert.Equal((ServerPhase.Stopping, reason), (late.Phase, late.Failure?.Reason));
    }

    [Fact]
    public void When_the_site_was_away_the_reason_says_so_and_not_the_clock()
    {
        var state = In(ServerPhase.Launching);
        var late = ServerLifecycle.Next(state, new SiteAway("no engine"), state.PhaseSince + TimeSpan.FromHours(1), _clocks);
        Assert.Equal(new ServerFailure(Reasons.SiteAway, "no engine"), late.Failure);
    }

    [Theory]
    [InlineData(true, Reasons.PortRefused)]
    [InlineData(false, Reasons.NeverAnswered)]
    public void What_the_server_did_instead_of_answering_is_the_reason(bool refused, string reason)
    {
        var state = In(ServerPhase.Booting);
        var late = ServerLifecycle.Next(state, new NotAnswered("so it was", refused), state.PhaseSince + TimeSpan.FromHours(1), _clocks);
        Assert.Equal(new ServerFailure(reason, "so it was"), late.Failure);
    }

    [Fact]
    public void A_site_that_is_away_does_not_disturb_a_ready_server()
    {
        var state = In(ServerPhase.Ready);
        Assert.Equal(state, ServerLifecycle.Next(state, new SiteAway("no engine"), state.PhaseSince + TimeSpan.FromDays(1), _clocks));
    }

    [Fact]
    public void Every_active_state_has_an_effect_that_is_due()
    {
        Assert.All(Enum.GetValues<ServerPhase>().Where(phase => phase is not ServerPhase.Stopped), phase =>
            Assert.NotEqual(ServerEffect.None, ServerLifecycle.Due(In(phase))));
    }

    public static TheoryData<ServerPhase> Underway() =>
        [ServerPhase.Waiting, ServerPhase.Pulling, ServerPhase.Launching, ServerPhase.Booting, ServerPhase.Ready];

    private static ServerState Launching() => In(ServerPhase.Launching);

    private static ServerState In(ServerPhase phase) => phase switch
    {
        ServerPhase.Stopped => ServerState.New(_start),
        ServerPhase.Waiting => After(new StartRequested()),
        ServerPhase.Pulling => After(In(ServerPhase.Waiting), new Placed()),
        ServerPhase.Launching => After(In(ServerPhase.Pulling), new ImageReady()),
        ServerPhase.Booting => After(In(ServerPhase.Launching), _running),
        ServerPhase.Ready => After(In(ServerPhase.Booting), new Answered()),
        _ => After(In(ServerPhase.Ready), new StopRequested()),
    };

    private static ServerState After(ServerEvent happened) => After(ServerState.New(_start), happened);

    private static ServerState After(ServerState state, ServerEvent happened) =>
        ServerLifecycle.Next(state, happened, state.PhaseSince, _clocks);
}
