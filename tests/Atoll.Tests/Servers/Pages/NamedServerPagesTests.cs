using System.Net;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers.Pages;

/// <summary>A named server on the pages, from its name to its end.</summary>
public sealed class NamedServerPagesTests(NamedHub hub, QuickHub plain) : IClassFixture<NamedHub>, IClassFixture<QuickHub>
{
    [Fact]
    public async Task Person_names_starts_stops_and_deletes_another_server()
    {
        var ada = await hub.AddAsync("pages-named");
        using var browser = await hub.SignInAsync(ada);

        Assert.Equal("/hub/spawn/pages-named/my%20gpu", await PostAsync(browser, "/hub/new-server", ("name", " my gpu")));
        var form = await PageAsync(await browser.VisitAsync("/hub/spawn/pages-named/my%20gpu"), 200);
        Assert.Equal("Start your server “my gpu”", form.One("h1").Text());
        Assert.Equal("/hub/spawn-pending/pages-named/my%20gpu", await PostAsync(browser, "/hub/spawn/pages-named/my%20gpu", ("environment", "prompt")));
        await hub.UntilAsync(ada, ServerPhase.Ready, "my gpu");
        Assert.Equal("/user/pages-named/my%20gpu/", await LeadsAsync(browser, "/hub/spawn-pending/pages-named/my%20gpu"));
        Assert.Equal("/hub/enter?next=%2Fuser%2Fpages-named%2Fmy%2520gpu%2F", await LeadsAsync(browser, "/user/pages-named/my%20gpu/"));
        Assert.Equal("/user/pages-named/my%20gpu/", await LeadsAsync(browser, "/hub/enter?next=%2Fuser%2Fpages-named%2Fmy%2520gpu%2F"));
        using var inside = await browser.VisitAsync("/user/pages-named/my%20gpu/x");
        Assert.Equal("GET /user/pages-named/my%20gpu/x\n", await inside.Content.ReadAsStringAsync(CancellationToken.None));

        Assert.Equal("/hub/home", await PostAsync(browser, "/hub/stop/pages-named/my%20gpu"));
        var row = await hub.UntilAsync(ada, ServerPhase.Stopped, "my gpu");
        var home = await PageAsync(await browser.VisitAsync("/hub/home"), 200);
        Assert.Contains(home.All("form"), one => one.Value("action") == "/hub/delete-server/pages-named/my%20gpu");
        Assert.Equal("/hub/home", await PostAsync(browser, "/hub/delete-server/pages-named/my%20gpu"));
        Assert.Null(await hub.Store.GetAsync(row.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Restart_log_and_progress_are_the_named_servers_own()
    {
        var ada = await hub.AddAsync("pages-own");
        await hub.NamedReadyAsync(ada, "gpu");
        using var browser = await hub.SignInAsync(ada);

        var log = await PageAsync(await browser.VisitAsync("/hub/log/pages-own/gpu"), 200);
        Assert.Contains("standing in, prompt", log.One("pre").Text(), StringComparison.Ordinal);
        Assert.Equal("/hub/spawn-pending/pages-own/gpu", await PostAsync(browser, "/hub/restart/pages-own/gpu"));
        Assert.Equal(2, (await hub.UntilAsync(ada, row => row is { Phase: ServerPhase.Ready, StartNumber: 2 }, "the second start", "gpu")).StartNumber);
        Assert.Null(await hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
    }

    [Fact]
    public async Task Bad_name_comes_back_with_what_is_wrong()
    {
        using var browser = await hub.SignInAsync(await hub.AddAsync("pages-bad"));

        var page = await PageAsync(await browser.PostAsync("/hub/new-server", browser.Cookie("_xsrf"), ("name", "lab")), 400);
        Assert.Contains("is an address of the default server itself", page.ById("name-fault")!.Text(), StringComparison.Ordinal);
        Assert.Equal("Give it a name.", (await PageAsync(await browser.PostAsync("/hub/new-server", browser.Cookie("_xsrf")), 400)).ById("name-fault")!.Text());
        var direct = await PageAsync(await browser.VisitAsync("/hub/spawn/pages-bad/lab"), 400);
        Assert.Contains("cannot be called “lab”", direct.One("main").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_none_the_page_says_so()
    {
        using var browser = await plain.SignInAsync(await plain.AddAsync("pages-none"));

        var page = await PageAsync(await browser.VisitAsync("/hub/spawn/pages-none/gpu"), 400);
        Assert.Contains("each person has one server", page.One("main").Text(), StringComparison.Ordinal);
        Assert.Null((await PageAsync(await browser.VisitAsync("/hub/home"), 200)).ById("another"));
    }

    [Fact]
    public async Task Default_server_cannot_be_deleted()
    {
        var ada = await hub.AddAsync("pages-default");
        await hub.ReadyAsync(ada);
        using var browser = await hub.SignInAsync(ada);

        using var answer = await browser.PostAsync("/hub/delete-server/pages-default/", browser.Cookie("_xsrf"));

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal(ServerPhase.Ready, (await hub.RowAsync(ada)).Phase);
    }

    [Fact]
    public async Task Address_below_a_users_is_the_named_servers_whose_name_it_begins_with()
    {
        var ada = await hub.AddAsync("pages-url");
        await hub.NamedReadyAsync(ada, "gpu");
        await hub.AskAsync(ada, "DELETE", "/users/pages-url/servers/gpu");
        await hub.UntilAsync(ada, ServerPhase.Stopped, "gpu");
        using var browser = await hub.SignInAsync(ada);

        Assert.Equal("/hub/spawn/pages-url/gpu?next=%2Fuser%2Fpages-url%2Fgpu%2Flab", await StartsAsync(browser, "/hub/user/pages-url/gpu/lab"));
        Assert.Equal("/hub/spawn/pages-url?next=%2Fuser%2Fpages-url%2Fgpus%2Flab", await StartsAsync(browser, "/hub/user/pages-url/gpus/lab"));
        using var data = await browser.FetchAsync("/hub/user/pages-url/gpu/api/status");
        Assert.EndsWith("/hub/spawn/pages-url/gpu", (await ApiAnswer.OfAsync(data)).Message, StringComparison.Ordinal);
        await hub.StartNamedAsync(ada, "gpu", StandIn.Held);
        using var starting = await browser.VisitAsync("/hub/user/pages-url/gpu/lab");
        Assert.Equal((303, "/hub/spawn-pending/pages-url/gpu?next=%2Fuser%2Fpages-url%2Fgpu%2Flab"), ((int)starting.StatusCode, starting.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Which_named_servers_there_are_is_told_to_their_owner_alone()
    {
        var ada = await hub.AddAsync("pages-secret");
        await hub.NamedReadyAsync(ada, "gpu");
        await hub.AskAsync(ada, "DELETE", "/users/pages-secret/servers/gpu");
        await hub.UntilAsync(ada, ServerPhase.Stopped, "gpu");
        using var owner = await hub.SignInAsync(ada);
        using var stranger = await hub.SignInAsync(await hub.AddAsync("pages-stranger"));

        Assert.EndsWith("/hub/spawn/pages-secret/gpu", await ToldAsync(owner), StringComparison.Ordinal);
        Assert.EndsWith("/hub/spawn/pages-secret", await ToldAsync(stranger), StringComparison.Ordinal);
        foreach (var page in new[] { "/hub/user/pages-secret/gpu/lab", "/hub/spawn/pages-secret/gpu", "/hub/spawn-pending/pages-secret/gpu", "/hub/log/pages-secret/gpu" })
        {
            using var answer = await stranger.VisitAsync(page);
            Assert.Equal((page, 404), (page, (int)answer.StatusCode));
        }

        using var delete = await stranger.PostAsync("/hub/delete-server/pages-secret/gpu", stranger.Cookie("_xsrf"));
        Assert.Equal(404, (int)delete.StatusCode);
    }

    private static async Task<string> ToldAsync(Browser browser)
    {
        using var answer = await browser.FetchAsync("/hub/user/pages-secret/gpu/api/kernels", "POST");
        return (await ApiAnswer.OfAsync(answer)).Message!;
    }

    private static async Task<string?> StartsAsync(Browser browser, string path)
    {
        var page = await PageAsync(await browser.VisitAsync(path), 424);
        return page.All("form").Select(form => form.Value("action")).Concat(page.All("a").Select(link => link.Value("href")))
            .FirstOrDefault(url => url?.StartsWith("/hub/spawn/", StringComparison.Ordinal) == true);
    }

    private static async Task<string> PostAsync(Browser browser, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostAsync(path, browser.Cookie("_xsrf"), fields);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

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
