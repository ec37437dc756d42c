using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>The start page over HTTP: choices, faults, where it leads.</summary>
public sealed class SpawnPagesTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Form_starts_what_was_chosen_and_leads_to_the_pending_page()
    {
        var ada = await hub.AddAsync("spawn-ada");
        using var browser = await hub.SignInAsync(ada);

        using var answer = await PostAsync(browser, "/hub/spawn/spawn-ada?next=%2Fuser%2Fspawn-ada%2Fx", ("environment", "stumbling"), ("size", "medium"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/hub/spawn-pending/spawn-ada?next=%2Fuser%2Fspawn-ada%2Fx", answer.Headers.Location!.OriginalString);
        var row = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(("stumbling", "medium"), (row.Environment, row.Size));
        using var pending = await browser.VisitAsync(answer.Headers.Location.OriginalString);
        Assert.Equal("/user/spawn-ada/x", pending.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Page_preselects_the_last_choice()
    {
        var ada = await hub.AddAsync("spawn-last");
        await hub.AskAsync(ada, "POST", "/users/spawn-last/server", """{"environment":"stumbling","size":"medium"}""");
        await hub.UntilAsync(ada, ServerPhase.Ready);
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
        using var browser = await hub.SignInAsync(ada);

        var page = await PageAsync(await browser.VisitAsync("/hub/spawn"), 200);

        Assert.Equal(["stumbling", "medium"], page.All("input").Where(input => input.Has("checked")).Select(input => input.Value("value")));
    }

    [Fact]
    public async Task Unknown_choices_are_told_beside_their_fields()
    {
        var ada = await hub.AddAsync("spawn-fault");
        using var browser = await hub.SignInAsync(ada);

        var page = await PageAsync(await PostAsync(browser, "/hub/spawn", ("environment", "prompt"), ("size", "vast")), 400);
        Assert.Equal("There is no size 'vast' here. Choose one of: small, medium.", page.ById("size-fault")!.Text());
        Assert.Null(page.ById("environment-fault"));

        var both = await PageAsync(await PostAsync(browser, "/hub/spawn", ("environment", "nowhere"), ("size", "vast")), 400);
        Assert.NotNull(both.ById("size-fault"));
        Assert.NotNull(both.ById("environment-fault"));
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Expired_form_starts_nothing_and_says_so()
    {
        var ada = await hub.AddAsync("spawn-expired");
        using var browser = await hub.SignInAsync(ada);

        using var answer = await browser.PostAsync("/hub/spawn", "of-yesterday", ("environment", "prompt"));

        var page = await PageAsync(answer, 403);
        Assert.NotEmpty(page.One("h1").Text());
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Running_or_starting_server_is_led_on_to()
    {
        var ada = await hub.AddAsync("spawn-on");
        using var browser = await hub.SignInAsync(ada);
        Assert.Equal("/hub/spawn", await LeadsAsync(browser, "/hub/"));
        await hub.StartAsync(ada, StandIn.Held);

        Assert.Equal("/hub/spawn-pending/spawn-on", await LeadsAsync(browser, "/hub/"));
        Assert.Equal("/hub/spawn-pending/spawn-on?next=%2Fuser%2Fspawn-on%2Fx", await LeadsAsync(browser, "/hub/spawn?next=/user/spawn-on/x"));

        StandIn.LetGo(hub.Fixture.Settings.Data, ada);
        await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal("/user/spawn-on/", await LeadsAsync(browser, "/hub/"));
        Assert.Equal("/user/spawn-on/x", await LeadsAsync(browser, "/hub/spawn?next=/user/spawn-on/x"));
        Assert.Equal("/user/spawn-on/", await LeadsAsync(browser, "/hub/spawn?next=https://elsewhere.example/"));
    }

    [Fact]
    public async Task Pages_of_others_are_not_there()
    {
        var ada = await hub.AddAsync("spawn-stranger");
        await hub.ReadyAsync(await hub.AddAsync("spawn-owner"));
        using var browser = await hub.SignInAsync(ada);

        foreach (var page in new[] { "spawn", "spawn-pending" })
        {
            using var answer = await browser.VisitAsync($"/hub/{page}/spawn-owner");
            Assert.Equal(404, (int)answer.StatusCode);
        }

        using var stop = await PostAsync(browser, "/hub/stop/spawn-owner");
        using var restart = await PostAsync(browser, "/hub/restart/spawn-owner");
        using var start = await PostAsync(browser, "/hub/spawn/spawn-owner");
        Assert.Equal([404, 404, 404], new[] { stop, restart, start }.Select(answer => (int)answer.StatusCode));
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_first()
    {
        using var browser = new Browser(hub.Fixture.Url);

        Assert.Equal("/hub/login?next=%2Fhub%2Fspawn%3Fnext%3Dx", await LeadsAsync(browser, "/hub/spawn?next=x"));
    }

    [Fact]
    public async Task What_is_not_there_is_told_or_led_to_the_hub()
    {
        using var browser = new Browser(hub.Fixture.Url);

        await PageAsync(await browser.VisitAsync("/hub/nothing/here"), 404);
        Assert.Equal("/hub/else/where?a=b", await LeadsAsync(browser, "/else/where?a=b"));
    }

    private static Task<HttpResponseMessage> PostAsync(Browser browser, string path, params (string Name, string Value)[] fields) =>
        browser.PostAsync(path, browser.Cookie("_xsrf"), fields);

    private static async Task<string> LeadsAsync(Browser browser, string path)
    {
        using var answer = await browser.VisitAsync(path);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<HtmlPage> PageAsync(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            Assert.True(status == (int)answer.StatusCode, $"{answer.StatusCode}: {html}");
            return new HtmlPage(html);
        }
    }
}
