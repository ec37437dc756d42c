using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Servers;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>A browser comes back to a server that has stopped meanwhile: by a bookmark, the back button, a reload, a stale tab.</summary>
public sealed class ReturningTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Fact]
    public async Task Bookmark_leads_over_signing_in_and_starting_to_where_it_points()
    {
        var ada = await hub.AddAsync("back-bookmark");
        await hub.ReadyAsync(ada);
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
        using var browser = new Browser(hub.Fixture.Url);

        var signIn = await ArriveAsync(browser, "/user/back-bookmark/lab/tree/x.ipynb?reset", 200);
        using var signedIn = await browser.PressAsync(signIn, "Sign in", ("username", "back-bookmark"), ("password", "secret"));
        var stopped = await ArriveAsync(browser, signedIn.Headers.Location!.OriginalString, 424);
        Assert.Equal("Your server is not running", stopped.One("h1").Text());
        using var started = await browser.PressAsync(stopped, "Start it and go on to …/x.ipynb");
        await hub.UntilAsync(ada, ServerPhase.Ready);

        Assert.Equal("GET /user/back-bookmark/lab/tree/x.ipynb?reset\n", await TextAsync(browser, started.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Reload_and_back_show_how_things_are_now()
    {
        var ada = await hub.AddAsync("back-reload");
        using var browser = await hub.SignInAsync(ada);
        await hub.StartAsync(ada, StandIn.Held);
        using var pending = await browser.VisitAsync("/hub/spawn-pending/back-reload");
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);

        var reloaded = await ArriveAsync(browser, "/hub/spawn-pending/back-reload", 200);
        Assert.Contains("not running", reloaded.Said(), StringComparison.Ordinal);
        Assert.NotEmpty(reloaded.All("button"));
        // Every page says that it must not be kept, so that the back button asks again.
        using var back = await browser.VisitAsync("/hub/spawn");
        Assert.Equal("no-store", back.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Open_labs_requests_hear_424_and_where_to_start_it()
    {
        var ada = await hub.AddAsync("back-lab");
        await hub.ReadyAsync(ada);
        using var browser = await hub.SignInAsync(ada);
        Assert.Equal("GET /user/back-lab/api/status\n", await TextAsync(browser, "/user/back-lab/api/status"));
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);

        using var save = await browser.FetchAsync("/user/back-lab/api/contents/x.ipynb", "PUT");
        var told = await ApiAnswer.OfAsync(save);

        Assert.Equal(424, told.Status);
        Assert.EndsWith($"Restart the server at {hub.Fixture.Url}hub/spawn/back-lab", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_cookie_means_signing_in_and_going_on()
    {
        var ada = await hub.AddAsync("back-cookie");
        await hub.ReadyAsync(ada);
        using var browser = new Browser(hub.Fixture.Url);

        var signIn = await ArriveAsync(browser, "/user/back-cookie/lab", 200);
        using var signedIn = await browser.PressAsync(signIn, "Sign in", ("username", "back-cookie"), ("password", "secret"));

        Assert.Equal("GET /user/back-cookie/lab\n", await TextAsync(browser, signedIn.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/hub/..//evil.example")]
    [InlineData("/hub/home\r\nLocation: https://evil.example")]
    public async Task Nothing_leads_to_another_host(string next)
    {
        var ada = await hub.Fixture.Services.GetUserAsync("back-lure") ?? await hub.AddAsync("back-lure");
        using var browser = new Browser(hub.Fixture.Url);
        var escaped = Uri.EscapeDataString(next);

        using var signedIn = await browser.SignInAsync(ada.Name, "secret", $"?next={escaped}");
        using var home = await browser.VisitAsync("/hub/home");
        using var stop = await browser.PostAsync($"/hub/stop/back-lure?next={escaped}", browser.Cookie("_xsrf"));

        foreach (var answer in new[] { signedIn, stop })
        {
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal("127.0.0.1", new Uri(hub.Fixture.Url, answer.Headers.Location!).Host);
        }
    }

    private static async Task<HtmlPage> ArriveAsync(Browser browser, string path, int status) => await (await FollowAsync(browser, path)).PageAsync(status);

    private static async Task<string> TextAsync(Browser browser, string path)
    {
        using var answer = await FollowAsync(browser, path);
        return await answer.Content.ReadAsStringAsync(CancellationToken.None);
    }

    private static async Task<HttpResponseMessage> FollowAsync(Browser browser, string path)
    {
        for (var hop = 0; ; hop++)
        {
            var answer = await browser.VisitAsync(path);
            if (answer.Headers.Location is not { } location || hop == 8)
            {
                return answer;
            }

            path = location.OriginalString;
        }
    }
}
