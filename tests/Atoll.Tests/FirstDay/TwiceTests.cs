using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>Buttons pressed twice, in two tabs, or when they no longer fit: one server, and every answer leads somewhere.</summary>
public sealed class TwiceTests(QuickHub quick, NarrowHub narrow) : IClassFixture<QuickHub>, IClassFixture<NarrowHub>
{
    [Fact]
    public async Task Start_in_two_tabs_at_once_is_one_start()
    {
        var ada = await quick.AddAsync("twice-tabs");
        using var browser = await quick.SignInAsync(ada);
        var choosing = await (await browser.VisitAsync("/hub/spawn")).PageAsync(200);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.PressAsync(choosing, "Start", ("environment", StandIn.Held))));

        Assert.All(answers, answer => Assert.Equal("/hub/spawn-pending/twice-tabs", answer.Headers.Location!.OriginalString));
        StandIn.LetGo(quick.Fixture.Settings.Data, ada);
        var row = await quick.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(1, row.StartNumber);
        Assert.Equal(1, await quick.WorkloadsAsync(row));
    }

    [Fact]
    public async Task Second_start_leaves_the_first_one_and_its_choices_alone()
    {
        var ada = await quick.AddAsync("twice-choice");
        using var browser = await quick.SignInAsync(ada);
        var choosing = await (await browser.VisitAsync("/hub/spawn")).PageAsync(200);
        using var first = await browser.PressAsync(choosing, "Start", ("environment", StandIn.Held), ("size", "medium"));

        using var second = await browser.PressAsync(choosing, "Start", ("environment", "prompt"), ("size", "small"));
        var api = await quick.StartAsync(ada, "prompt");
        StandIn.LetGo(quick.Fixture.Settings.Data, ada);
        var row = await quick.UntilAsync(ada, ServerPhase.Ready);
        using var third = await browser.PressAsync(choosing, "Start", ("environment", "prompt"), ("size", "small"));
        var running = await quick.StartAsync(ada, "prompt");

        Assert.Equal(202, api.Status);
        Assert.Equal((400, "twice-choice is already running"), (running.Status, running.Message));
        Assert.Equal(HttpStatusCode.Found, second.StatusCode);
        Assert.Equal("/hub/spawn-pending/twice-choice", third.Headers.Location!.OriginalString);
        Assert.Equal((StandIn.Held, "medium", 1), (row.Environment, row.Size, row.StartNumber));
        Assert.Equal((row.WorkloadId, row.PhaseSince), (await quick.RowAsync(ada)) is var after ? (after.WorkloadId, after.PhaseSince) : default);
    }

    [Fact]
    public async Task Start_while_it_stops_begins_again_right_after()
    {
        var ada = await quick.AddAsync("twice-stopping");
        await quick.ReadyAsync(ada, StandIn.Deaf);
        using var browser = await quick.SignInAsync(ada);
        var home = await (await browser.VisitAsync("/hub/home")).PageAsync(200);

        using var stop = await browser.PressAsync(home, "Stop now");
        var api = await quick.StartAsync(ada, "prompt");
        using var again = await browser.PostAsync("/hub/spawn/twice-stopping", browser.Cookie("_xsrf"), ("environment", "prompt"), ("size", "small"));

        Assert.Equal((400, "twice-stopping is pending stop"), (api.Status, api.Message));
        Assert.Equal("/hub/spawn-pending/twice-stopping", again.Headers.Location!.OriginalString);
        var row = await quick.UntilAsync(ada, row => row is { StartNumber: 2, Phase: ServerPhase.Ready }, "the second start");
        Assert.Equal(1, await quick.WorkloadsAsync(row));
    }

    [Fact]
    public async Task Cancel_while_it_boots_leaves_nothing_and_says_so()
    {
        var ada = await quick.AddAsync("twice-cancel");
        await quick.StartAsync(ada, StandIn.Held);
        using var browser = await quick.SignInAsync(ada);
        await quick.UntilAsync(ada, ServerPhase.Booting);
        var starting = await (await browser.VisitAsync("/hub/spawn-pending/twice-cancel")).PageAsync(200);

        using var cancel = await browser.PressAsync(starting, "Cancel");
        using var twice = await browser.PressAsync(starting, "Cancel");

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (cancel.StatusCode, twice.StatusCode));
        var row = await quick.UntilAsync(ada, ServerPhase.Stopped);
        Assert.Null(row.Reason);
        Assert.Equal(0, await quick.WorkloadsAsync(row));
        var after = await (await browser.VisitAsync(cancel.Headers.Location!.OriginalString)).PageAsync(200);
        Assert.Contains("not running", after.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_in_the_queue_gives_the_place_back()
    {
        var (first, second) = (await narrow.AddAsync("twice-first"), await narrow.AddAsync("twice-second"));
        await narrow.StartAsync(first, StandIn.Held);
        await narrow.UntilAsync(first, ServerPhase.Booting);
        await narrow.StartAsync(second, "prompt");
        using var browser = await narrow.SignInAsync(second);
        var waiting = await (await browser.VisitAsync("/hub/spawn-pending/twice-second")).PageAsync(200);
        Assert.Contains("You are next in the queue.", waiting.Said(), StringComparison.Ordinal);

        using var cancel = await browser.PressAsync(waiting, "Cancel");

        var row = await narrow.UntilAsync(second, ServerPhase.Stopped);
        Assert.Equal((null, 0), (row.Reason, await narrow.WorkloadsAsync(row)));
        StandIn.LetGo(narrow.Fixture.Settings.Data, first);
        await narrow.UntilAsync(first, ServerPhase.Ready);
    }

    [Theory]
    [InlineData("stop", "/hub/home")]
    [InlineData("spawn", "/hub/spawn-pending/twice-stale")]
    [InlineData("restart", "/hub/spawn-pending/twice-stale")]
    public async Task Stale_tabs_buttons_lead_somewhere(string button, string where)
    {
        var ada = await quick.Fixture.Services.GetUserAsync("twice-stale") ?? await quick.AddAsync("twice-stale");
        await quick.ReadyAsync(ada);
        using var browser = await quick.SignInAsync(ada);
        await quick.StopAsync(ada);
        await quick.UntilAsync(ada, ServerPhase.Stopped);

        using var pressed = await browser.PostAsync($"/hub/{button}/twice-stale", browser.Cookie("_xsrf"));

        Assert.Equal(where, pressed.Headers.Location!.OriginalString);
        await quick.StopAsync(ada);
        await quick.UntilAsync(ada, ServerPhase.Stopped);
    }
}
