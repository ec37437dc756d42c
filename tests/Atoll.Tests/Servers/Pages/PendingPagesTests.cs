using Atoll.Core.Lifecycles;
using Atoll.Servers;
using Atoll.Servers.Pages;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>The page of a start that goes on, and its stream.</summary>
public sealed class PendingPagesTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Start_under_way_shows_its_steps_and_can_be_cancelled()
    {
        var ada = await hub.AddAsync("pending-steps");
        using var browser = await hub.SignInAsync(ada);
        await hub.StartAsync(ada, StandIn.Held);
        await hub.UntilAsync(ada, ServerPhase.Booting);

        var page = await ShowsAsync(browser, "/hub/spawn-pending/pending-steps", "standing in, held");

        Assert.Equal("Starting A held one, Small", page.One("h1").Text());
        Assert.Equal(["✓ A place to run it", "✓ Environment ready", "● Starting A held one"], page.All("li").Select(step => step.Text().Split(',')[0]));
        Assert.NotNull(page.ById("panel-log-lines"));
        Assert.NotNull(page.ById("panel-cancel"));
        using var cancelled = await browser.PostAsync("/hub/stop/pending-steps", browser.Cookie("_xsrf"));
        await hub.UntilAsync(ada, ServerPhase.Stopped);
    }

    [Fact]
    public async Task Stream_leads_on_when_it_is_ready()
    {
        var ada = await hub.AddAsync("pending-stream");
        using var browser = await hub.SignInAsync(ada);
        await hub.StartAsync(ada, StandIn.Held);
        var stream = browser.FetchAsync("/hub/spawn-events/pending-stream?next=/user/pending-stream/x", xsrf: browser.Cookie("_xsrf"));
        StandIn.LetGo(hub.Fixture.Settings.Data, ada);

        using var answer = await stream;
        var events = (await answer.Content.ReadAsStringAsync(CancellationToken.None)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["event: go\ndata: /user/pending-stream/x", "event: end\ndata: "], events[^2..]);
        Assert.Contains("Your server is ready", events[^3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_never_ran_can_be_started_from_here_and_is_not_by_looking()
    {
        var ada = await hub.AddAsync("pending-never");
        using var browser = await hub.SignInAsync(ada);

        using var answer = await browser.VisitAsync("/hub/spawn-pending/pending-never");

        Assert.Equal(200, (int)answer.StatusCode);
        var page = new HtmlPage(await answer.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Contains(page.All("a"), link => link.Value("href") == "/hub/spawn/pending-never");
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Failure_looks_the_same_while_it_is_taken_down_and_after()
    {
        var ada = await hub.AddAsync("pending-failed");
        await hub.StartAsync(ada, StandIn.Crashing);
        var after = await hub.UntilAsync(ada, ServerPhase.Stopped);

        var panels = hub.Fixture.Services.GetRequiredService<PanelModels>();
        Task<StartingPanelModel> PanelAsync(ServerRow row) => panels.MakeAsync(row, Gallery.Ada, null, seesLog: false, CancellationToken.None);
        var last = await PanelAsync(after);
        var (first, asked) = (await PanelAsync(after with { Phase = ServerPhase.Stopping }),
            await PanelAsync(after with { Phase = ServerPhase.Stopping, Wanted = Wanted.Running }));

        Assert.True(first.TakingDown);
        Assert.Equal(StepState.Failed, last.Steps[^1].State);
        Assert.Equal(await Rendered.HtmlAsync<StartingPanel>(last), await Rendered.HtmlAsync<StartingPanel>(first));
        Assert.Equal((StartingPhase.Stopping, null), (asked.Phase, asked.Failure));
    }

    // The program's first line may come a moment after its process.
    private static async Task<HtmlPage> ShowsAsync(Browser browser, string path, string text)
    {
        var html = "";
        await Until.TrueAsync(async () =>
        {
            using var answer = await browser.VisitAsync(path);
            Assert.Equal(200, (int)answer.StatusCode);
            html = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            return html.Contains(text, StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(10), text);
        return new HtmlPage(html);
    }
}
