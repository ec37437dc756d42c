using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.Tests.Accounts;
using Atoll.Tests.Servers;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>A form was open for too long: what was entered is not lost, and one press goes on.</summary>
public sealed class ExpiredFormTests(QuickHub hub) : IClassFixture<QuickHub>
{
    private const string Gone = "You were signed out in the meantime, and nothing was done.";

    [Fact]
    public async Task Session_that_ended_meanwhile_is_begun_again_and_the_form_goes_on()
    {
        var ada = await hub.AddAsync("late-ada");
        using var browser = await hub.SignInAsync(ada);
        var choosing = await (await browser.VisitAsync("/hub/spawn?next=%2Fuser%2Flate-ada%2Fx")).PageAsync(200);
        using var elsewhere = await browser.VisitAsync("/hub/logout");

        var signIn = await (await browser.PressAsync(choosing, "Start", ("environment", "stumbling"), ("size", "medium"))).PageAsync(403);
        Assert.Contains($"{Gone} Sign in to go on: what you entered is kept.", signIn.Said(), StringComparison.Ordinal);
        var wrong = await (await browser.PressAsync(signIn, "Sign in", ("username", "late-ada"), ("password", "wrong"))).PageAsync(403);
        var kept = await (await browser.PressAsync(wrong, "Sign in", ("password", "secret"))).PageAsync(200);
        Assert.Contains("Nothing was done yet, and what you entered is still here. Go on to send it.", kept.Said(), StringComparison.Ordinal);
        Assert.Equal(["stumbling", "medium"], kept.All("dd").Select(value => value.Text()));
        using var on = await browser.PressAsync(kept, "Go on");

        Assert.Equal("/hub/spawn-pending/late-ada?next=%2Fuser%2Flate-ada%2Fx", on.Headers.Location!.OriginalString);
        var row = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(("stumbling", "medium", 1), (row.Environment, row.Size, row.StartNumber));
    }

    [Fact]
    public async Task Session_that_began_anew_in_another_tab_needs_one_more_press()
    {
        var ada = await hub.AddAsync("late-tab");
        using var browser = await hub.SignInAsync(ada);
        var choosing = await (await browser.VisitAsync("/hub/spawn")).PageAsync(200);
        using var left = await browser.VisitAsync("/hub/logout");
        using var back = await browser.SignInAsync("late-tab", "secret");

        var kept = await (await browser.PressAsync(choosing, "Start", ("environment", "prompt"), ("size", "small"))).PageAsync(403);
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
        using var on = await browser.PressAsync(kept, "Go on");

        Assert.Equal(HttpStatusCode.Found, on.StatusCode);
        Assert.Equal("prompt", (await hub.UntilAsync(ada, ServerPhase.Ready)).Environment);
    }

    [Fact]
    public async Task Stop_is_kept_too()
    {
        var ada = await hub.AddAsync("late-stop");
        await hub.ReadyAsync(ada);
        using var browser = await hub.SignInAsync(ada);

        var kept = await (await browser.PostAsync("/hub/stop/late-stop", "of-yesterday")).PageAsync(403);
        Assert.Equal(ServerPhase.Ready, (await hub.RowAsync(ada)).Phase);
        using var on = await browser.PressAsync(kept, "Go on");

        Assert.Equal("/hub/home", on.Headers.Location!.OriginalString);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
    }

    [Theory]
    [InlineData("cross-site", "navigate")]
    [InlineData("same-site", "navigate")]
    [InlineData("same-origin", "cors")]
    [InlineData("same-origin", "no-cors")]
    public async Task Nothing_is_kept_of_what_other_pages_and_scripts_send(string site, string mode)
    {
        var ada = await hub.AddAsync($"late-{site}-{mode}");
        using var browser = await hub.SignInAsync(ada);

        var refused = await (await SendAsync(browser, site, mode)).PageAsync(403);
        using var left = await browser.VisitAsync("/hub/logout");
        var signIn = await (await SendAsync(browser, site, mode)).PageAsync(403);

        Assert.Empty(refused.All("form"));
        Assert.Contains("This did not come from one of the hub's own pages, so nothing was done.", refused.Said(), StringComparison.Ordinal);
        Assert.Contains($"{Gone} Sign in and try again.", signIn.Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("stumbling", signIn.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_are_never_written_back()
    {
        var ada = await hub.AddAsync("late-secret");
        using var browser = await hub.SignInAsync(ada);

        var kept = await (await browser.PostAsync("/hub/spawn", "old", ("environment", "prompt"), ("new_Password", "hunter2"))).PageAsync(403);
        var again = await (await browser.PostAsync("/hub/login", "old", ("username", "somebody"), ("password", "hunter2"))).PageAsync(403);

        Assert.DoesNotContain("hunter2", kept.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", again.Html, StringComparison.Ordinal);
        Assert.Equal("somebody", again.ById("username")!.Value("value"));
    }

    [Fact]
    public async Task Sign_in_form_without_cookies_says_what_to_allow()
    {
        await hub.AddAsync("late-cookies");
        using var client = hub.Fixture.Anonymous();
        var page = new HtmlPage(await client.GetStringAsync(new Uri("/hub/login", UriKind.Relative), CancellationToken.None));
        var token = page.All("input").Named("_xsrf").Single().Value("value")!;

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_xsrf"] = token, ["username"] = "late-cookies", ["password"] = "secret" });
        var told = await (await client.PostAsync(new Uri("/hub/login", UriKind.Relative), form, CancellationToken.None)).PageAsync(403);

        Assert.Contains("Your browser sent no cookie: if this comes again, allow cookies for this address", told.Said(), StringComparison.Ordinal);
        Assert.Equal("late-cookies", told.ById("username")!.Value("value"));
    }

    [Fact]
    public async Task Sign_in_form_left_open_in_another_tab_leads_on_when_the_same_person_is_in()
    {
        var ada = await hub.AddAsync("late-two");
        await hub.AddAsync("late-other");
        using var browser = new Browser(hub.Fixture.Url);
        var stale = await (await browser.VisitAsync("/hub/login?next=%2Fhub%2Fhome")).PageAsync(200);
        using var first = await browser.SignInAsync("late-two", "secret");

        using var same = await browser.PressAsync(stale, "Sign in", ("username", " Late-Two "), ("password", "secret"));
        Assert.Equal("/hub/home", same.Headers.Location!.OriginalString);
        var other = await (await browser.PressAsync(stale, "Sign in", ("username", "late-other"), ("password", "secret"))).PageAsync(403);
        using var on = await browser.PressAsync(other, "Sign in", ("password", "secret"));

        Assert.Equal(HttpStatusCode.Found, on.StatusCode);
        Assert.Contains("late-other", (await (await browser.VisitAsync("/hub/home")).PageAsync(200)).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/hub/spawn")]
    [InlineData("//evil.example/hub/")]
    [InlineData("/user/late-lure/steal")]
    [InlineData("/hub/../user/x")]
    public async Task What_is_carried_through_signing_in_stays_on_the_hubs_pages(string action)
    {
        await hub.Fixture.Services.GetUserAsync("late-lure").ContinueWith(
            async found => _ = await found ?? await hub.AddAsync("late-lure"), TaskScheduler.Default).Unwrap();
        using var browser = new Browser(hub.Fixture.Url);
        var page = await (await browser.VisitAsync("/hub/login")).PageAsync(200);

        using var answer = await browser.PressAsync(page, "Sign in", ("username", "late-lure"), ("password", "secret"), ("_resume", action));

        Assert.Equal((HttpStatusCode.Found, "/hub/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    private static Task<HttpResponseMessage> SendAsync(Browser browser, string site, string mode)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/hub/spawn")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["environment"] = "stumbling", ["_xsrf"] = "made-up" }),
        };
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Site", site);
        return browser.SendAsync(request);
    }
}
