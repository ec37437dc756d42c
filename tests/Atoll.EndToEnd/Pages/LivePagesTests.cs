using System.Text.RegularExpressions;
using Atoll.Accounts.People;
using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Pages;

/// <summary>The pages of a running hub as people meet them one after the other: axe, no jump, and the story without script.</summary>
public sealed class LivePagesTests(HubWithPeople people) : IClassFixture<HubWithPeople>
{
    private const string Jumps =
        """
        () => new Promise(done => {
          const jumps = [];
          const name = source => source.node?.outerHTML?.slice(0, 60) ?? source.node?.nodeValue ?? '?';
          new PerformanceObserver(list => list.getEntries().filter(entry => !entry.hadRecentInput)
            .forEach(entry => jumps.push(`by ${entry.value.toFixed(4)}: ${entry.sources.map(name).join(', ')}`)))
            .observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => done(jumps)));
        })
        """;

    private readonly List<string> _found = [];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_and_nothing_jumps(ColorScheme scheme, int width)
    {
        var (ada, root) = (await people.AddAsync(), await people.AddAsync(admin: true));
        var page = await people.WindowAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await page.GotoAsync("/");
        await LookAsync(page, "sign in");
        await HubWithPeople.SignInAsync(page, ada);
        await LookAsync(page, "start");
        await FailAsync(page, ada);
        await RunAsync(page, ada);
        await page.GotoAsync("/hub/no/such/page");
        await LookAsync(page, "unknown page");

        var other = await people.WindowAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await HubWithPeople.SignInAsync(other, root, $"/user/{ada.Name}/");
        await LookAsync(other, "into somebody else's");
        await StopAsync(page, ada);

        await page.Context.CloseAsync();
        await other.Context.CloseAsync();
        Assert.Empty(_found);
    }

    [Fact]
    public async Task Story_works_without_script()
    {
        var ada = await people.AddAsync();
        var page = await people.WindowAsync(new() { JavaScriptEnabled = false });
        await HubWithPeople.SignInAsync(page, ada);
        await HubWithPeople.StartAsync(page, StandIn.Held);
        await Expect(page.Locator("h1")).ToHaveTextAsync($"Starting A {StandIn.Held} one, Small");
        people.LetGo(ada);
        // The page asks again by itself.
        await Expect(page).ToHaveURLAsync(new Regex($"/user/{ada.Name}/"), new() { Timeout = 20_000 });

        await page.GotoAsync("/hub/home");
        await page.Locator("summary:has-text('Stop')").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop now" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Not running", new() { Timeout = 20_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sleeping_laptop_wakes_up_to_how_things_are()
    {
        var ada = await people.AddAsync();
        var page = await people.WindowAsync();
        await HubWithPeople.SignInAsync(page, ada);
        await HubWithPeople.StartAsync(page, StandIn.Held);
        await Expect(page.Locator("h1")).ToHaveTextAsync($"Starting A {StandIn.Held} one, Small");

        await page.Context.SetOfflineAsync(true);
        people.LetGo(ada);
        await Story.Servers.ReadyAsync(people.Hub, ada);
        await page.Context.SetOfflineAsync(false);

        await Expect(page).ToHaveURLAsync(new Regex($"/user/{ada.Name}/"), new() { Timeout = 60_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Form_of_a_session_that_ended_goes_on_after_signing_in()
    {
        var ada = await people.AddAsync();
        var page = await people.WindowAsync();
        await HubWithPeople.SignInAsync(page, ada);
        var elsewhere = await page.Context.NewPageAsync();
        await elsewhere.GotoAsync("/hub/logout");

        await HubWithPeople.StartAsync(page, StandIn.Prompt);
        await Expect(page.Locator("main")).ToContainTextAsync("what you entered is kept");
        Assert.Empty(await Axe.FindAsync(page));
        await page.GetByLabel("Name").FillAsync(ada.Name);
        await page.GetByLabel("Password").FillAsync(HubWithPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("This form waited too long");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex($"/user/{ada.Name}/"));
        await page.Context.CloseAsync();
    }

    private async Task FailAsync(IPage page, UserRow ada)
    {
        await HubWithPeople.StartAsync(page, StandIn.Crashing);
        await Expect(page.Locator("main")).ToContainTextAsync("Reason code: crashed");
        await page.GetByText("Last lines of the log").ClickAsync();
        await LookAsync(page, "failed");
        await page.GotoAsync("/hub/home");
        await LookAsync(page, "home of a failed server");
        await page.GotoAsync($"/user/{ada.Name}/lab/tree/x.ipynb");
        await LookAsync(page, "link into a failed server");
    }

    private async Task RunAsync(IPage page, UserRow ada)
    {
        await page.GotoAsync("/hub/spawn");
        await HubWithPeople.StartAsync(page, StandIn.Held);
        await Expect(page.Locator(".clock")).Not.ToHaveTextAsync("0:00");
        await LookAsync(page, "starting");
        people.LetGo(ada);
        await Expect(page).ToHaveURLAsync(new Regex($"/user/{ada.Name}/"));
        await page.GotoAsync("/hub/home");
        await LookAsync(page, "home");
    }

    private async Task StopAsync(IPage page, UserRow ada)
    {
        await page.GotoAsync("/hub/home");
        await page.Locator("summary:has-text('Stop')").ClickAsync();
        await LookAsync(page, "home, asking before it stops");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop now" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Not running", new() { Timeout = 20_000 });
        await page.GotoAsync($"/user/{ada.Name}/lab/tree/x.ipynb");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Your server is not running");
        await LookAsync(page, "not running");
    }

    private async Task LookAsync(IPage page, string name)
    {
        _found.AddRange((await Axe.FindAsync(page)).Select(fault => $"{name}: {fault}"));
        _found.AddRange((await page.EvaluateAsync<string[]>(Jumps)).Select(jump => $"{name}: the page jumped {jump}"));
    }
}
