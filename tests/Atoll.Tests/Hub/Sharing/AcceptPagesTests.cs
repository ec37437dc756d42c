using System.Net;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Hub.Sharing;

/// <summary>Where an invitation leads: <c>/hub/accept-share?code=…</c>.</summary>
public sealed class AcceptPagesTests(SharingSlice slice) : IClassFixture<SharingSlice>
{
    [Fact]
    public async Task Opening_the_link_says_what_it_is_and_accepts_nothing()
    {
        var url = await InviteAsync("ask", """{"scopes": ["read:servers", "start:servers"]}""");
        using var bob = await slice.Hub.SignInAsync("bob", "secret");

        using var shown = await bob.VisitAsync(url);
        var page = new HtmlPage(await TextAsync(shown));

        Assert.Equal((HttpStatusCode.OK, "Use ask’s server?"), (shown.StatusCode, page.One("h1").Text()));
        Assert.Equal(["see servers and whether they run", "start servers"], page.One("main").Descendants("li").Select(item => item.Text()));
        Assert.Equal(404, (await slice.AskAsync("bob", "GET", "/users/bob/shared/ask/")).Status);
    }

    [Fact]
    public async Task Accepting_shares_and_leads_to_the_server()
    {
        var url = await InviteAsync("accept");
        using var bob = await slice.Hub.SignInAsync("bob", "secret");

        using var accepted = await AcceptAsync(bob, url);
        Assert.Equal((HttpStatusCode.Found, "/user/accept/"), (accepted.StatusCode, accepted.Headers.Location!.OriginalString));
        Assert.Equal("""["access:servers!server=accept/"]""", (await slice.AskAsync("bob", "GET", "/users/bob/shared/accept/")).Json!["scopes"]!.ToJsonString());
        var code = (await slice.AskAsync("root", "GET", "/share-codes/accept/")).Json!["items"]![0]!;
        Assert.Equal((1, true), ((int)code["exchange_count"]!, code["last_exchanged_at"] is not null));

        using var again = await bob.VisitAsync(url);
        var page = new HtmlPage(await TextAsync(again));
        Assert.Equal("You can use accept’s server", page.One("h1").Text());
        Assert.Contains("/user/accept/", page.One("main").Descendants("a").Select(link => link.Value("href")));
    }

    [Theory]
    [InlineData("onward", "/user/onward/lab/tree/x.ipynb", "/user/onward/lab/tree/x.ipynb")]
    [InlineData("elsewhere", "https://evil.example/", "/user/elsewhere/")]
    public async Task It_leads_on_to_where_the_link_says_if_that_is_on_this_hub(string owner, string next, string leads)
    {
        var url = await InviteAsync(owner) + $"&next={Uri.EscapeDataString(next)}";
        using var bob = await slice.Hub.SignInAsync("bob", "secret");

        using var accepted = await AcceptAsync(bob, url);
        Assert.Equal(leads, accepted.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Owner_is_told_that_it_is_theirs()
    {
        var url = await InviteAsync("mine");
        using var owner = await slice.Hub.SignInAsync("mine", "secret");

        using var shown = await owner.VisitAsync(url);
        Assert.Equal((HttpStatusCode.Forbidden, "This is your own server"), (shown.StatusCode, new HtmlPage(await TextAsync(shown)).One("h1").Text()));
        using var posted = await owner.PostAsync("/hub/accept-share", owner.Cookie("_xsrf"), ("code", url.Split('=')[1]));
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?code=", HttpStatusCode.BadRequest)]
    [InlineData("?code=made-up", HttpStatusCode.NotFound)]
    [InlineData("?code=%00", HttpStatusCode.NotFound)]
    public async Task Wrong_link_says_so(string query, HttpStatusCode status)
    {
        using var bob = await slice.Hub.SignInAsync("bob", "secret");

        using var shown = await bob.VisitAsync("/hub/accept-share" + query);
        Assert.Equal((status, "This invitation is not valid"), (shown.StatusCode, new HtmlPage(await TextAsync(shown)).One("h1").Text()));
    }

    [Fact]
    public async Task Expired_or_deleted_invitation_gives_nothing()
    {
        var (expired, deleted) = (await InviteAsync("late", """{"expires_in": 60}"""), await InviteAsync("taken"));
        using var bob = await slice.Hub.SignInAsync("bob", "secret");
        using var before = await bob.VisitAsync(deleted);
        await slice.AskAsync("root", "DELETE", "/share-codes/taken/");
        slice.Hub.Time.Advance(TimeSpan.FromMinutes(1));

        foreach (var (url, owner) in new[] { (expired, "late"), (deleted, "taken") })
        {
            using var posted = await bob.PostAsync("/hub/accept-share", bob.Cookie("_xsrf"), ("code", url.Split('=')[1]));
            Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
            using var shown = await bob.VisitAsync(url);
            Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
            Assert.Equal(404, (await slice.AskAsync("bob", "GET", $"/users/bob/shared/{owner}/")).Status);
        }
    }

    [Fact]
    public async Task Nobody_accepts_unasked()
    {
        var url = await InviteAsync("forged");
        using var bob = await slice.Hub.SignInAsync("bob", "secret");
        using var forged = await bob.PostAsync("/hub/accept-share", "made-up", ("code", url.Split('=')[1]));
        using var stranger = slice.Hub.NewBrowser();
        using var sent = await stranger.VisitAsync(url);

        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal(404, (await slice.AskAsync("bob", "GET", "/users/bob/shared/forged/")).Status);
        Assert.Equal($"/hub/login?next={Uri.EscapeDataString(url)}", sent.Headers.Location!.OriginalString);
    }

    private async Task<string> InviteAsync(string owner, string? body = null)
    {
        await slice.OwnerAsync(owner);
        return (string)(await slice.AskAsync("root", "POST", $"/share-codes/{owner}/", body)).Json!["accept_url"]!;
    }

    // As a browser does: what the page's form holds, to where it posts.
    private static async Task<HttpResponseMessage> AcceptAsync(Browser browser, string url)
    {
        using var shown = await browser.VisitAsync(url);
        var form = new HtmlPage(await TextAsync(shown)).All("form").Single(one => one.Value("action")!.StartsWith("/hub/accept-share", StringComparison.Ordinal));
        var code = form.Descendants("input").Single(input => input.Value("name") == "code").Value("value");
        return await browser.PostAsync(form.Value("action")!, browser.Cookie("_xsrf"), ("code", code!));
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(CancellationToken.None);
}
