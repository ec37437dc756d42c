using Atoll.Servers.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Pages;

/// <summary>What the script adds to the pages.</summary>
public sealed class LivePageTests(LiveHost host) : IClassFixture<LiveHost>
{
    [Fact]
    public async Task A_ready_server_is_gone_to_and_back_does_not_lead_to_its_progress()
    {
        var page = await host.OpenAsync();

        host.Show(LiveHost.First with { Heading = "Ready", Phase = StartingPhase.Ready, GoTo = "/user/ada/" });

        await Expect(page).ToHaveURLAsync(host.Server);
        Assert.Null(await page.GoBackAsync());
    }

    [Fact]
    public async Task A_new_panel_leaves_the_focus_open_details_and_unchanged_parts_alone()
    {
        var page = await host.OpenAsync();
        await page.ClickAsync("#panel-log summary");
        await page.FocusAsync("#panel-cancel");
        await page.EvaluateAsync("window.cancel = document.getElementById('panel-cancel')");

        host.Show(LiveHost.First with { Log = ["first line", "second <b>line</b>"] });

        await Expect(page.Locator("#panel-log pre")).ToHaveTextAsync("first line\nsecond <b>line</b>");
        await Expect(page.Locator("#panel-log pre")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement === window.cancel"));
    }

    [Fact]
    public async Task A_failure_is_said_and_the_focus_never_slips_onto_another_button()
    {
        var page = await host.OpenAsync();
        await page.FocusAsync("#panel-cancel");

        host.Show(LiveHost.First with
        {
            Heading = "Your server did not start",
            Phase = StartingPhase.Failed,
            CancelAction = null,
            Failure = new StartFailure("It ran out of memory.", null, "out-of-memory"),
            Again = new StartAgain("/hub/spawn/ada"),
        });

        await Expect(page.Locator("#live-said")).ToHaveTextAsync("It ran out of memory.");
        await Expect(page).ToHaveTitleAsync("Your server did not start · Hub");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement === document.body"));
    }

    [Fact]
    public async Task A_log_that_grows_while_it_is_read_moves_nothing()
    {
        var page = await host.OpenAsync();
        var failed = LiveHost.First with
        {
            Phase = StartingPhase.Failed,
            TakingDown = true,
            CancelAction = null,
            Failure = new StartFailure("It ended.", null, "crashed"),
            Again = new StartAgain("/hub/spawn/ada"),
        };
        host.Show(failed);
        await page.ClickAsync("#panel-log summary");
        var before = await BoxesAsync(page);

        host.Show(failed with { TakingDown = false, Log = ["first line", "second line"] });

        await Expect(page.Locator("#panel-log pre")).ToHaveTextAsync("first line\nsecond line");
        Assert.Equal(before, await BoxesAsync(page));
    }

    [Fact]
    public async Task Clocks_tick_between_the_panels()
    {
        var page = await host.OpenAsync();

        await Expect(page.Locator(".clock")).ToHaveTextAsync("0:05");
        await Expect(page.Locator(".now .time")).ToHaveTextAsync("5 s");
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_found_again()
    {
        var page = await host.OpenAsync();
        host.GoAway();
        await Expect(page.Locator("#live-trouble")).ToHaveTextAsync("Connection lost, trying again.");

        host.ComeBack();
        host.Show(LiveHost.First with { Heading = "Still starting" });

        await Expect(page.Locator("h1")).ToHaveTextAsync("Still starting");
        await Expect(page.Locator("#live-trouble")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_form_is_sent_once_however_often_it_is_clicked()
    {
        var page = await host.OpenAsync();
        var button = (await page.Locator("#panel-cancel").BoundingBoxAsync())!;
        var (x, y) = (button.X + (button.Width / 2), button.Y + (button.Height / 2));

        await page.Mouse.ClickAsync(x, y);
        // Sooner, and the browser itself would drop the first.
        await host.Posted;
        await page.Mouse.ClickAsync(x, y);
        host.Answer();

        await Expect(page).ToHaveURLAsync(host.Server);
        Assert.Equal(1, host.Posts);
    }

    private static async Task<string> BoxesAsync(IPage page) => string.Join('\n', await page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('#live > [id], #panel-log-summary')].map(e => `${e.id} ${e.getBoundingClientRect().y}`)"));
}
