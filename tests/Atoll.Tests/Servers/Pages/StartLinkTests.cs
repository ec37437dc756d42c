using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>What starts by opening a page, and what does not (jupyterhub.md 1.11).</summary>
public sealed class StartLinkTests(QuickHub hub, SingleHub plain) : IClassFixture<QuickHub>, IClassFixture<SingleHub>
{
    [Theory]
    [InlineData("environment=stumbling&size=medium")]
    [InlineData("opt-environment=stumbling&opt-size=medium&environment=silent&utm_source=mail")]
    public async Task Choices_in_a_link_are_started(string query)
    {
        var ada = await hub.AddAsync("link-" + Guid.NewGuid().ToString("n"));
        using var browser = await hub.SignInAsync(ada);

        Assert.Equal($"/hub/spawn-pending/{ada.Name}?next=%2Fuser%2F{ada.Name}%2Fx", await LeadsAsync(browser, $"/hub/spawn?{query}&next=/user/{ada.Name}/x&_xsrf=a&display_name=b"));

        var row = await hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(("stumbling", "medium"), (row.Environment, row.Size));
    }

    [Theory]
    [InlineData("cross-site", "", "")]
    [InlineData("same-site", "", "")]
    [InlineData("same-origin", "Sec-Fetch-Dest", "iframe")]
    [InlineData("same-origin", "Sec-Purpose", "prefetch;prerender")]
    [InlineData("same-origin", "Purpose", "prefetch")]
    public async Task What_others_can_cause_starts_nothing(string site, string header, string value)
    {
        var ada = await hub.AddAsync("link-" + Guid.NewGuid().ToString("n"));
        using var browser = await hub.SignInAsync(ada);

        using var answer = await browser.FollowAsync("/hub/spawn?environment=prompt", site, header.Length > 0 ? [(header, value)] : []);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Image_in_a_page_and_link_checkers_start_nothing()
    {
        var ada = await plain.AddAsync("link-image");
        using var browser = await plain.SignInAsync(ada);

        using var image = await browser.FollowAsync("/hub/spawn", "same-origin", ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "image"));
        using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/hub/spawn"));

        Assert.Equal([200, 200], new[] { image, head }.Select(answer => (int)answer.StatusCode));
        Assert.Null(await plain.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Where_there_is_nothing_to_choose_opening_the_page_starts()
    {
        var ada = await plain.AddAsync("link-single");
        using var browser = await plain.SignInAsync(ada);

        Assert.Equal("/hub/spawn-pending/link-single?next=%2Fuser%2Flink-single%2Fx", await LeadsAsync(browser, "/hub/spawn?next=/user/link-single/x"));
        await plain.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal("/user/link-single/x", await LeadsAsync(browser, "/hub/spawn?next=/user/link-single/x"));
    }

    [Fact]
    public async Task Link_for_everybody_leads_into_ones_own_server_with_its_query_byte_for_byte()
    {
        const string Rest = "git-pull?repo=https%3A%2F%2Fgit.example%2Fa+b%2Fc%20d&branch=m%C3%A4in&urlpath=lab%2Ftree%2Fx.ipynb%3Fa%26b&&=";
        var ada = await hub.AddAsync("link@redirect");
        using var browser = new Browser(hub.Fixture.Url);
        var login = new Uri(hub.Fixture.Url, await LeadsAsync(browser, $"/hub/user-redirect/{Rest}"));
        Assert.Equal("/hub/login", login.AbsolutePath);

        using var signedIn = await browser.SignInAsync(ada.Name, "secret", login.Query);
        Assert.Equal($"/hub/user-redirect/{Rest}", signedIn.Headers.Location!.OriginalString);
        Assert.Equal($"/hub/spawn/link@redirect?next={Uri.EscapeDataString($"/user/link@redirect/{Rest}")}", await LeadsAsync(browser, $"/hub/user-redirect/{Rest}"));
        await hub.ReadyAsync(ada);
        var spawn = await LeadsAsync(browser, $"/hub/user-redirect/{Rest}");
        Assert.Equal($"/user/link@redirect/{Rest}", await LeadsAsync(browser, spawn));
    }

    [Fact]
    public async Task Link_for_everybody_may_mean_a_named_server_and_home_may_come_first()
    {
        using var browser = await plain.SignInAsync(await plain.AddAsync("link-course"));

        Assert.Equal("/hub/spawn/link-course/course?next=%2Fuser%2Flink-course%2Fcourse%2Flab", await LeadsAsync(browser, "/hub/user-redirect/lab"));
        Assert.Equal("/hub/home", await LeadsAsync(browser, "/hub/"));
    }

    [Theory]
    [InlineData("/hub/error/503?url=%2Fuser%2Fada", 503)]
    [InlineData("/hub/error/404", 404)]
    [InlineData("/hub/error/200", 404)]
    [InlineData("/hub/error/99999", 404)]
    public async Task Proxy_in_front_gets_a_page_to_show(string path, int status)
    {
        using var browser = new Browser(hub.Fixture.Url);

        using var answer = await browser.VisitAsync(path);

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    private static async Task<string> LeadsAsync(Browser browser, string path)
    {
        using var answer = await browser.VisitAsync(path);
        Assert.True(answer.StatusCode is HttpStatusCode.Found, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
        return answer.Headers.Location!.OriginalString;
    }
}
