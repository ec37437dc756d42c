using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>The buttons of the home page, and what signing out does.</summary>
public sealed class StopPagesTests(QuickHub quick, NarrowHub lasting) : IClassFixture<QuickHub>, IClassFixture<NarrowHub>
{
    [Fact]
    public async Task Restart_gives_a_new_start_and_one_workload()
    {
        var ada = await quick.AddAsync("button-restart");
        var before = await quick.ReadyAsync(ada);
        using var browser = await quick.SignInAsync(ada);

        using var answer = await browser.PostAsync("/hub/restart/button-restart", browser.Cookie("_xsrf"));

        Assert.Equal((HttpStatusCode.Found, "/hub/spawn-pending/button-restart"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var after = await quick.UntilAsync(ada, row => row is { StartNumber: 2, Phase: ServerPhase.Ready }, "the second start");
        Assert.NotEqual(before.WorkloadId, after.WorkloadId);
        Assert.Equal(1, await quick.WorkloadsAsync(after));
    }

    [Fact]
    public async Task Stop_leads_home_or_where_it_was_asked_to()
    {
        var ada = await quick.AddAsync("button-stop");
        using var browser = await quick.SignInAsync(ada);
        using var never = await browser.PostAsync("/hub/stop/button-stop", browser.Cookie("_xsrf"));
        Assert.Equal("/hub/home", never.Headers.Location!.OriginalString);
        await quick.ReadyAsync(ada);

        using var answer = await browser.PostAsync("/hub/stop/button-stop?next=/hub/spawn-pending/button-stop", browser.Cookie("_xsrf"));

        Assert.Equal("/hub/spawn-pending/button-stop", answer.Headers.Location!.OriginalString);
        await quick.UntilAsync(ada, ServerPhase.Stopped);
    }

    [Fact]
    public async Task Stop_from_another_page_is_refused()
    {
        var ada = await quick.AddAsync("button-forged");
        await quick.ReadyAsync(ada);
        using var browser = await quick.SignInAsync(ada);

        using var answer = await browser.PostAsync("/hub/stop/button-forged", "made-up");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(ServerPhase.Ready, (await quick.RowAsync(ada)).Phase);
    }

    [Fact]
    public async Task Signing_out_stops_the_servers()
    {
        var ada = await quick.AddAsync("logout-stops");
        await quick.ReadyAsync(ada);
        using var browser = await quick.SignInAsync(ada);

        await SignOutAsync(browser);

        await quick.UntilAsync(ada, ServerPhase.Stopped);
    }

    [Fact]
    public async Task Signing_out_leaves_servers_running_where_the_operator_wants_that()
    {
        var ada = await lasting.AddAsync("logout-leaves");
        await lasting.ReadyAsync(ada);
        using var browser = await lasting.SignInAsync(ada);

        await SignOutAsync(browser);

        // What signing out does has been done when it answers.
        Assert.Equal(ServerPhase.Ready, (await lasting.RowAsync(ada)).Phase);
    }

    private static async Task SignOutAsync(Browser browser)
    {
        using var answer = await browser.VisitAsync("/hub/logout");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var home = await browser.VisitAsync("/hub/home");
        Assert.Equal(HttpStatusCode.Found, home.StatusCode);
    }
}
