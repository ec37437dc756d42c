using System.Net.Http.Headers;
using Xunit;

namespace Atoll.Tests.Accounts;

/// <summary>User servers share the hub's origin: a cookie alone must not be enough for them to act in their visitors' names.</summary>
public sealed class CookieOnApiTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private const string Self = "/hub/api/user";

    private static readonly string[] _faults =
        ["'_xsrf' argument missing from GET", "XSRF cookie does not match GET argument", "'_xsrf' argument missing from POST"];

    [Fact]
    public async Task Get_needs_the_token_too_unless_a_person_navigates()
    {
        using var browser = await SignInAsync("get");
        var xsrf = browser.Cookie("_xsrf")!;

        Assert.Equal((200, null), await AskAsync(browser.VisitAsync(Self)));
        Assert.Equal((403, _faults[0]), await AskAsync(browser.FetchAsync(Self)));
        Assert.Equal((403, _faults[1]), await AskAsync(browser.FetchAsync(Self, xsrf: "made-up")));
        Assert.Equal((200, null), await AskAsync(browser.FetchAsync(Self, xsrf: xsrf)));
        Assert.Equal((200, null), await AskAsync(browser.FetchAsync($"{Self}?_xsrf={xsrf}")));
        Assert.Equal((403, _faults[0]), await AskAsync(browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, Self))));
    }

    [Theory]
    [InlineData("X-XSRFToken")]
    [InlineData("X-Xsrftoken")]
    [InlineData("X-CSRFToken")]
    public async Task Both_headers_count(string header)
    {
        using var browser = await SignInAsync("header" + header.Length + header[3]);
        var request = new HttpRequestMessage(HttpMethod.Get, Self);
        request.Headers.Add("Sec-Fetch-Mode", "cors");
        request.Headers.Add(header, browser.Cookie("_xsrf"));

        Assert.Equal((200, null), await AskAsync(browser.SendAsync(request)));
    }

    [Fact]
    public async Task Token_of_before_the_sign_in_or_of_another_session_is_worth_nothing()
    {
        using var browser = hub.NewBrowser();
        await hub.AddUserAsync("before", password: "secret");
        using var form = await browser.VisitAsync("/hub/login");
        var anonymous = browser.Cookie("_xsrf");
        using var signedIn = await browser.SignInAsync("before", "secret");
        using var other = await SignInAsync("before-other");

        Assert.Equal((403, _faults[1]), await AskAsync(browser.FetchAsync(Self, xsrf: anonymous)));
        Assert.Equal((403, _faults[1]), await AskAsync(browser.FetchAsync(Self, xsrf: other.Cookie("_xsrf"))));
    }

    [Fact]
    public async Task Post_by_cookie_that_is_not_json_is_anonymous()
    {
        using var browser = await SignInAsync("post");
        var xsrf = browser.Cookie("_xsrf")!;
        const string path = "/hub/api/users/post/tokens";

        using var plain = new StringContent("{}");
        Assert.Equal((403, "Forbidden"), await AskAsync(browser.FetchAsync(path, "POST", xsrf, plain)));
        Assert.Equal((403, _faults[2]), await AskAsync(browser.FetchAsync(path, "POST", body: Json("{}"))));
        Assert.Equal((201, null), await AskAsync(browser.FetchAsync(path, "POST", xsrf, Json("{}"))));
        Assert.Equal((201, null), await AskAsync(browser.FetchAsync(path, "POST", xsrf)));
    }

    [Fact]
    public async Task Origin_must_not_learn_whether_there_are_credentials()
    {
        using var anonymous = hub.NewBrowser();
        var plain = new HttpRequestMessage(HttpMethod.Get, Self);
        var foreign = new HttpRequestMessage(HttpMethod.Get, Self);
        foreign.Headers.Add("Origin", "https://elsewhere.example");

        Assert.Equal((403, "Forbidden"), await AskAsync(anonymous.SendAsync(plain)));
        Assert.Equal((403, _faults[0]), await AskAsync(anonymous.SendAsync(foreign)));
    }

    [Fact]
    public async Task Page_is_for_visits_not_for_scripts()
    {
        using var browser = await SignInAsync("page");

        Assert.Equal(200, (int)(await browser.VisitAsync("/hub/home")).StatusCode);
        Assert.Equal(403, (int)(await browser.FetchAsync("/hub/home")).StatusCode);
        Assert.Equal(200, (int)(await browser.FetchAsync("/hub/home", xsrf: browser.Cookie("_xsrf"))).StatusCode);
    }

    [Fact]
    public async Task Script_never_gets_the_token_as_a_cookie()
    {
        using var browser = hub.NewBrowser();
        using var fetched = await browser.FetchAsync("/hub/login");
        Assert.Null(browser.Cookie("_xsrf"));

        using var visited = await browser.VisitAsync("/hub/login");
        Assert.NotNull(browser.Cookie("_xsrf"));
    }

    [Fact]
    public async Task Token_in_the_header_needs_no_xsrf_and_makes_the_cookie_silent()
    {
        using var browser = await SignInAsync("silent");
        var request = new HttpRequestMessage(HttpMethod.Get, Self);
        request.Headers.TryAddWithoutValidation("Authorization", "token wrong");

        Assert.Equal((403, "Forbidden"), await AskAsync(browser.SendAsync(request)));
    }

    private static StringContent Json(string text) => new(text, new MediaTypeHeaderValue("application/json"));

    private static async Task<(int Status, string? Message)> AskAsync(Task<HttpResponseMessage> asking)
    {
        using var response = await asking;
        var answer = await ApiAnswer.OfAsync(response);
        return (answer.Status, answer.Message);
    }

    private async Task<Browser> SignInAsync(string name)
    {
        await hub.AddUserAsync(name, password: "secret");
        var browser = await hub.SignInAsync(name, "secret");
        // A page sets the session's own token.
        using var home = await browser.VisitAsync("/hub/home");
        return browser;
    }
}
