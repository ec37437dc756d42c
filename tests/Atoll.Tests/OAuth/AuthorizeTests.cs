using System.Net;
using Atoll.Accounts.People;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.OAuth;

public sealed class AuthorizeTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("gpu 2")]
    public async Task Owner_goes_through_without_a_question(string server)
    {
        var (owner, browser) = await NewAsync($"owner{server.Length}");
        using var _ = browser;
        var client = await TestClient.RegisterAsync(hub, owner, server);

        using var answer = await browser.VisitAsync(client.AuthorizeUrl());

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith($"{client.RedirectUri}?code=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("st/at&e", TestClient.Parameters(answer)["state"]);
    }

    [Fact]
    public async Task Stranger_to_the_hub_signs_in_first_and_comes_back()
    {
        var client = await TestClient.RegisterAsync(hub, await hub.AddUserAsync("back", password: "secret"));
        using var browser = hub.NewBrowser();

        using var asked = await browser.VisitAsync(client.AuthorizeUrl());
        var login = asked.Headers.Location!.OriginalString;
        Assert.StartsWith("/hub/login?next=", login, StringComparison.Ordinal);

        using var signedIn = await browser.SignInAsync("back", "secret", login[login.IndexOf('?', StringComparison.Ordinal)..]);
        Assert.Equal(client.AuthorizeUrl(), signedIn.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("client_id", "nobody", 400)]
    [InlineData("client_id", null, 400)]
    [InlineData("redirect_uri", "https://evil.example/", 400)]
    [InlineData("redirect_uri", "/user/faulty/oauth_callback?x", 400)]
    [InlineData("redirect_uri", "/user/FAULTY/oauth_callback", 400)]
    [InlineData("redirect_uri", null, 302)]
    [InlineData("redirect_uri", "", 400)]
    [InlineData("state", null, 302)]
    public async Task Nobody_is_sent_to_an_address_that_is_not_registered(string name, string? value, int status)
    {
        using var browser = await EnsureAsync("faulty");
        var client = await TestClient.RegisterAsync(hub, await hub.FindUserAsync("faulty"));

        using var answer = await browser.VisitAsync(client.AuthorizeUrl((name, value)));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 302, answer.Headers.Location is not null);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type", null)]
    [InlineData("response_type", null, "invalid_request", "Missing response_type parameter.")]
    [InlineData("scope", "identify nonsense", "invalid_scope", null)]
    [InlineData("scope", "proxy", "invalid_scope", null)]
    [InlineData("scope", "", "invalid_scope", null)]
    [InlineData("code_challenge", "abc", "invalid_request", "Transform algorithm not supported.")]
    public async Task Other_faults_go_back_to_the_client(string name, string? value, string error, string? description)
    {
        using var browser = await EnsureAsync("told");
        var client = await TestClient.RegisterAsync(hub, await hub.FindUserAsync("told"));

        using var answer = await browser.VisitAsync(client.AuthorizeUrl((name, value)));

        var told = TestClient.Parameters(answer);
        Assert.Equal((error, "st/at&e", description), (told["error"], told["state"], told.GetValueOrDefault("error_description")));
        Assert.DoesNotContain("code", told);
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    [InlineData("response_type")]
    [InlineData("scope")]
    [InlineData("state")]
    public async Task What_is_said_twice_is_shown_to_the_person(string name)
    {
        using var browser = await EnsureAsync("doubled");
        var client = await TestClient.RegisterAsync(hub, await hub.FindUserAsync("doubled"));

        using var answer = await browser.VisitAsync($"{client.AuthorizeUrl(("scope", "identify"))}&{name}=x");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("identify")]
    [InlineData("access:servers!server=tolerant/")]
    [InlineData(null)]
    public async Task What_the_fields_clients_ask_for_is_tolerated(string? scope)
    {
        using var browser = await EnsureAsync("tolerant");
        var client = await TestClient.RegisterAsync(hub, await hub.FindUserAsync("tolerant"));

        var code = await client.CodeAsync(browser, ("scope", scope));
        var answer = await client.ExchangeAsync(hub, code);

        Assert.Equal(
            "access:servers!server=tolerant/ read:users:groups!user=tolerant read:users:name!user=tolerant", (string)answer.Json!["scope"]!);
    }

    [Fact]
    public async Task User_without_access_gets_no_code()
    {
        var client = await TestClient.RegisterAsync(hub, await hub.AddUserAsync("private"));
        var (_, browser) = await NewAsync("curious");
        using var it = browser;
        using var home = await browser.VisitAsync("/hub/home");

        using var visit = await browser.VisitAsync(client.AuthorizeUrl());
        using var post = await browser.PostAsync(client.AuthorizeUrl(), browser.Cookie("_xsrf"), ("scopes", client.AccessScope));

        Assert.Equal(HttpStatusCode.Forbidden, visit.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, post.StatusCode);
    }

    [Fact]
    public async Task Administrator_is_asked_once_before_entering_somebody_elses_server()
    {
        var client = await TestClient.RegisterAsync(hub, await hub.AddUserAsync("visited"));
        var (_, browser) = await NewAsync("visitor", admin: true);
        using var it = browser;

        using var question = await browser.VisitAsync(client.AuthorizeUrl());
        Assert.Equal(HttpStatusCode.OK, question.StatusCode);
        var html = await question.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(client.AccessScope, html, StringComparison.Ordinal);
        Assert.Contains("visited&#x2019;s server", html, StringComparison.Ordinal);

        using var unasked = await browser.PostAsync(client.AuthorizeUrl(), "made-up", ("scopes", client.AccessScope));
        Assert.Equal(HttpStatusCode.Forbidden, unasked.StatusCode);

        using var agreed = await browser.PostAsync(client.AuthorizeUrl(), browser.Cookie("_xsrf"), ("scopes", client.AccessScope));
        var answer = await client.ExchangeAsync(hub, TestClient.Parameters(agreed)["code"]);
        Assert.Contains(client.AccessScope, (await TestClient.ScopesAsync(hub, (string)answer.Json!["access_token"]!))!);

        using var again = await browser.VisitAsync(client.AuthorizeUrl());
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
    }

    [Fact]
    public async Task Agreeing_to_nothing_grants_identity_and_the_server_alone()
    {
        var client = await TestClient.RegisterAsync(hub, await hub.AddUserAsync("greedy"), allowedScopes: "servers!user tokens!user");
        var (_, browser) = await NewAsync("careful", admin: true);
        using var it = browser;
        using var question = await browser.VisitAsync(client.AuthorizeUrl());
        var html = await question.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("tokens!user=careful", html, StringComparison.Ordinal);
        Assert.DoesNotContain("read:tokens", html, StringComparison.Ordinal);

        using var agreed = await browser.PostAsync(client.AuthorizeUrl(), browser.Cookie("_xsrf"), ("scopes", client.AccessScope));
        var answer = await client.ExchangeAsync(hub, TestClient.Parameters(agreed)["code"]);

        Assert.Equal(
            "access:servers!server=greedy/ read:users:groups!user=careful read:users:name!user=careful", (string)answer.Json!["scope"]!);
    }

    [Fact]
    public async Task Form_cannot_ask_for_more_than_the_client_may()
    {
        var client = await TestClient.RegisterAsync(hub, await hub.AddUserAsync("modest"));
        var (_, browser) = await NewAsync("mighty", admin: true);
        using var it = browser;
        using var question = await browser.VisitAsync(client.AuthorizeUrl());

        using var agreed = await browser.PostAsync(client.AuthorizeUrl(), browser.Cookie("_xsrf"), ("scopes", "proxy"));

        Assert.Equal("invalid_scope", TestClient.Parameters(agreed)["error"]);
    }

    private async Task<(UserRow User, Browser Browser)> NewAsync(string name, bool admin = false)
    {
        var user = await hub.AddUserAsync(name, admin, "secret");
        return (user, await hub.SignInAsync(name, "secret"));
    }

    private async Task<Browser> EnsureAsync(string name)
    {
        await hub.EnsureUserAsync(name, "secret");
        return await hub.SignInAsync(name, "secret");
    }
}
