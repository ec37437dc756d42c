using System.Net;
using System.Net.Http.Headers;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>URLs of a server that does not run: the six rules of jupyterhub.md 1.11.</summary>
public sealed class UserUrlsTests(QuickHub hub) : IClassFixture<QuickHub>
{
    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task What_changes_things_hears_424_without_signing_in(string method)
    {
        using var browser = new Browser(hub.Fixture.Url);

        using var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/user/url-any/api/kernels?a=b"));

        var told = await ApiAnswer.OfAsync(answer);
        Assert.Equal((424, "application/json"), (told.Status, told.Type));
        Assert.Equal(
            $"JupyterHub server no longer running at /user/url-any/api/kernels. Restart the server at {hub.Fixture.Url}hub/spawn/url-any", told.Message);
    }

    [Fact]
    public async Task Get_leads_over_the_hub_to_signing_in()
    {
        using var browser = new Browser(hub.Fixture.Url);

        using var first = await browser.VisitAsync("/user/url-login/lab?a=b");
        Assert.Equal("/hub/user/url-login/lab?a=b", first.Headers.Location!.OriginalString);
        using var second = await browser.VisitAsync("/hub/user/url-login/lab?a=b");
        Assert.Equal("/hub/login?next=%2Fhub%2Fuser%2Furl-login%2Flab%3Fa%3Db", second.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Lab_hears_424_in_json_where_it_asks_for_data()
    {
        var ada = await hub.AddAsync("url-lab");
        using var browser = await hub.SignInAsync(ada);

        using var segment = await browser.FetchAsync("/hub/user/url-lab/api/status");
        Assert.Equal(424, (await ApiAnswer.OfAsync(segment)).Status);

        var request = new HttpRequestMessage(HttpMethod.Get, "/hub/user/url-lab/tree");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var accept = await browser.SendAsync(request);
        Assert.Equal(424, (await ApiAnswer.OfAsync(accept)).Status);
    }

    [Fact]
    public async Task Person_gets_a_page_with_a_button_that_leads_on()
    {
        var ada = await hub.AddAsync("url-page");
        using var browser = await hub.SignInAsync(ada);

        using var answer = await browser.VisitAsync("/hub/user/url-page/lab/tree/a.ipynb");
        var page = new HtmlPage(await answer.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Equal(HttpStatusCode.FailedDependency, answer.StatusCode);
        Assert.Contains(
            page.All("a"), link => link.Value("href") == "/hub/spawn/url-page?next=%2Fuser%2Furl-page%2Flab%2Ftree%2Fa.ipynb");
    }

    [Fact]
    public async Task Starting_or_failed_server_leads_to_its_progress()
    {
        var ada = await hub.AddAsync("url-pending");
        using var browser = await hub.SignInAsync(ada);
        await hub.StartAsync(ada, StandIn.Held);

        using var starting = await browser.VisitAsync("/hub/user/url-pending/lab?a=b");
        Assert.Equal(HttpStatusCode.SeeOther, starting.StatusCode);
        Assert.Equal("/hub/spawn-pending/url-pending?next=%2Fuser%2Furl-pending%2Flab%3Fa%3Db", starting.Headers.Location!.OriginalString);

        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
        await hub.StartAsync(ada, StandIn.Crashing);
        await hub.UntilAsync(ada, row => row is { Phase: ServerPhase.Stopped, Reason: not null }, "the crash");
        using var failed = await browser.VisitAsync("/hub/user/url-pending/lab");
        Assert.Equal(HttpStatusCode.SeeOther, failed.StatusCode);
    }

    [Fact]
    public async Task Server_that_is_ready_by_now_is_gone_back_to_but_not_for_ever()
    {
        var ada = await hub.AddAsync("url-ready");
        await hub.ReadyAsync(ada);
        using var browser = await hub.SignInAsync(ada);

        using var back = await browser.VisitAsync("/hub/user/url-ready/x?a=b");
        Assert.Equal("/user/url-ready/x?a=b&redirects=1", back.Headers.Location!.OriginalString);
        using var loop = await browser.VisitAsync("/hub/user/url-ready/x?redirects=4");
        Assert.Equal(500, (int)loop.StatusCode);
    }

    [Fact]
    public async Task Stranger_finds_nothing_whether_it_runs_or_not()
    {
        var stranger = await hub.AddAsync("url-stranger");
        await hub.AddAsync("url-stopped");
        var owner = await hub.AddAsync("url-running");
        await hub.ReadyAsync(owner);
        using var browser = await hub.SignInAsync(stranger);

        foreach (var path in new[] { "/hub/user/url-stopped/lab", "/hub/user/url-nobody/lab", "/hub/user/url-running/lab", "/hub/enter?next=/user/url-running/" })
        {
            using var answer = await browser.VisitAsync(path);
            Assert.Equal((path, 404), (path, (int)answer.StatusCode));
        }

        using var token = await hub.Fixture.WithTokenAsync(stranger);
        using var direct = await token.GetAsync(new Uri("/user/url-running/env", UriKind.Relative), CancellationToken.None);
        Assert.Equal(404, (int)direct.StatusCode);
    }

    [Fact]
    public async Task Owner_comes_in_through_the_gate()
    {
        var ada = await hub.AddAsync("url-gate");
        await hub.ReadyAsync(ada);
        using var browser = await hub.SignInAsync(ada);

        using var asked = await browser.VisitAsync("/user/url-gate/x");
        Assert.Equal("/hub/enter?next=%2Fuser%2Furl-gate%2Fx", asked.Headers.Location!.OriginalString);
        using var let = await browser.VisitAsync(asked.Headers.Location.OriginalString);
        using var inside = await browser.VisitAsync(let.Headers.Location!.OriginalString);

        Assert.Equal("GET /user/url-gate/x\n", await inside.Content.ReadAsStringAsync(CancellationToken.None));
    }
}
