using System.Net;
using Atoll.Accounts.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class SignInTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Form_signs_in_and_leads_to_the_hub()
    {
        var user = await hub.AddUserAsync("form", password: "secret");
        using var browser = hub.NewBrowser();

        using var answer = await browser.SignInAsync("Form", "secret");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/hub/", answer.Headers.Location!.ToString());
        using var home = await browser.VisitAsync("/hub/home");
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        Assert.Contains(user.Name, await home.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_what_the_contract_says()
    {
        await hub.AddUserAsync("cookies", password: "secret");
        using var browser = hub.NewBrowser();
        using var form = await browser.VisitAsync("/hub/login");

        var xsrf = Assert.Single(form.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("_xsrf=", xsrf, StringComparison.Ordinal);
        Assert.Contains("path=/hub/; samesite=lax", xsrf, StringComparison.Ordinal);
        Assert.DoesNotContain("httponly", xsrf, StringComparison.Ordinal);

        using var answer = await browser.SignInAsync("cookies", "secret");
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        var login = Assert.Single(cookies, cookie => cookie.StartsWith("jupyterhub-hub-login=", StringComparison.Ordinal));
        Assert.EndsWith("path=/hub/; samesite=lax; httponly", login, StringComparison.Ordinal);
        Assert.Contains("expires=Tue, 15 Jan 2030", login, StringComparison.Ordinal);
        var session = Assert.Single(cookies, cookie => cookie.StartsWith("jupyterhub-session-id=", StringComparison.Ordinal));
        Assert.EndsWith("path=/; samesite=lax; httponly", session, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", browser.Cookie("jupyterhub-session-id", "/user/cookies/")!);
        Assert.Null(browser.Cookie("jupyterhub-hub-login", "/user/cookies/"));
    }

    [Theory]
    [InlineData("wrong", "secret-")]
    [InlineData("wrong", "")]
    [InlineData("nobody-at-all", "secret")]
    [InlineData("../x", "secret")]
    [InlineData("", "")]
    public async Task Wrong_name_or_password_reads_the_same(string name, string password)
    {
        await hub.EnsureUserAsync("wrong", "secret");
        using var browser = hub.NewBrowser();

        using var answer = await browser.SignInAsync(name, password);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("That name and password do not match.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Null(browser.Cookie("jupyterhub-hub-login"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("made-up")]
    [InlineData("made.up")]
    public async Task Form_without_its_token_is_refused(string? xsrf)
    {
        await hub.EnsureUserAsync("tokenless", "secret");
        using var browser = hub.NewBrowser();
        using var form = await browser.VisitAsync("/hub/login");

        using var answer = await browser.PostAsync("/hub/login", xsrf, ("username", "tokenless"), ("password", "secret"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Login form invalid or expired. Try again.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Null(browser.Cookie("jupyterhub-hub-login"));
    }

    [Fact]
    public async Task Token_of_another_browsers_form_does_not_do()
    {
        await hub.AddUserAsync("other-form", password: "secret");
        using var one = hub.NewBrowser();
        using var other = hub.NewBrowser();
        using var formOfOne = await one.VisitAsync("/hub/login");
        using var formOfOther = await other.VisitAsync("/hub/login");

        using var answer = await one.PostAsync("/hub/login", other.Cookie("_xsrf"), ("username", "other-form"), ("password", "secret"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("?next=%2Fuser%2Fnext%2Flab%3Fa%3D1", "/user/next/lab?a=1")]
    [InlineData("?next=https%3A%2F%2Fevil.example%2F", "/hub/")]
    public async Task Leads_on_to_next_if_that_is_here(string query, string location)
    {
        await hub.EnsureUserAsync("next", "secret");
        using var browser = hub.NewBrowser();

        using var answer = await browser.SignInAsync("next", "secret", query);
        using var again = await browser.VisitAsync($"/hub/login{query}");

        Assert.Equal(location, answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
        Assert.Equal(location, again.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Page_sends_strangers_to_sign_in_and_back()
    {
        using var browser = hub.NewBrowser();

        using var answer = await browser.VisitAsync("/hub/home?a=1&b=%2F");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/hub/login?next=%2Fhub%2Fhome%3Fa%3D1%26b%3D%252F", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        await hub.AddUserAsync("guessed", password: "secret");
        using var browser = hub.NewBrowser();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var wrong = await browser.SignInAsync("guessed", "no");
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        }

        using var answer = await browser.SignInAsync("guessed", "secret");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 6);
        Assert.Matches("Too many tries. Wait [1-6] seconds?.", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Null(browser.Cookie("jupyterhub-hub-login"));
    }

    [Fact]
    public async Task Logout_ends_the_session_for_whoever_has_its_cookie()
    {
        await hub.AddUserAsync("leaving", password: "secret");
        using var browser = await hub.SignInAsync("leaving", "secret");
        var secret = browser.Cookie("jupyterhub-hub-login")!;

        using var answer = await browser.VisitAsync("/hub/logout");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/hub/login", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Null(browser.Cookie("jupyterhub-hub-login"));
        Assert.Null(browser.Cookie("jupyterhub-session-id", "/"));
        Assert.Null(await hub.Services.GetRequiredService<Sessions>().FindAsync(secret, Cancel));
        using var page = await browser.VisitAsync(answer.Headers.Location.ToString());
        Assert.Contains("You are signed out.", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var twice = await browser.VisitAsync("/hub/logout");
        Assert.Equal(HttpStatusCode.Found, twice.StatusCode);
    }

    [Fact]
    public async Task Signing_in_again_leaves_nothing_of_the_former_session()
    {
        await hub.AddUserAsync("twice", password: "secret");
        using var browser = await hub.SignInAsync("twice", "secret");
        var former = browser.Cookie("jupyterhub-hub-login")!;
        using var home = await browser.VisitAsync("/hub/home");

        using var answer = await browser.PostAsync("/hub/login", browser.Cookie("_xsrf"), ("username", "twice"), ("password", "secret"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.NotEqual(former, browser.Cookie("jupyterhub-hub-login"));
        Assert.Null(await hub.Services.GetRequiredService<Sessions>().FindAsync(former, Cancel));
    }

    [Fact]
    public async Task Unknown_name_takes_as_much_work_as_a_wrong_password()
    {
        await hub.EnsureUserAsync("timed", "secret");
        var passwords = hub.Services.GetRequiredService<Atoll.Accounts.People.Passwords>();
        await passwords.CheckAsync("timed", "to warm up", Cancel);

        var wrong = await WorkAsync(() => passwords.CheckAsync("timed", "wrong", Cancel));
        var unknown = await WorkAsync(() => passwords.CheckAsync("never-heard-of", "wrong", Cancel));

        // Without the hash it would be a hundredth; a busy machine makes either a little slower.
        Assert.InRange(unknown / wrong, 0.3, 3.3);
    }

    private static async Task<double> WorkAsync(Func<Task> work)
    {
        var least = double.MaxValue;
        for (var time = 0; time < 5; time++)
        {
            var began = TimeProvider.System.GetTimestamp();
            await work();
            least = Math.Min(least, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return least;
    }
}
