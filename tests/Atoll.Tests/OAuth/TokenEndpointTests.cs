using System.Security.Cryptography;
using System.Text;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.OAuth;
using Atoll.Platform.Configuration;
using Atoll.Tests.Accounts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.OAuth;

public sealed class TokenEndpointTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_gives_a_token_of_this_session_for_this_server()
    {
        var (user, client, browser) = await NewAsync("flow");
        using var it = browser;

        var answer = await client.ExchangeAsync(hub, await client.CodeAsync(browser));

        Assert.Equal(
            ["access_token", "expires_in", "scope", "token_type"], answer.Json!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.Equal((200, "application/json", "Bearer", 1209600), (answer.Status, answer.Type, (string)answer.Json["token_type"]!, (int)answer.Json["expires_in"]!));
        var self = (await hub.AskAsync("GET", "/hub/api/user", (string)answer.Json["access_token"]!)).Json!;
        Assert.Equal(user.Name, (string)self["name"]!);
        Assert.Equal(browser.Cookie("jupyterhub-session-id", "/"), (string)self["session_id"]!);
        Assert.Contains("access:servers!server=flow/", self["scopes"]!.AsArray().Select(scope => (string)scope!));
        var listed = (await hub.AskAsync("GET", "/hub/api/users/flow/tokens", await hub.TokenAsync(user))).Json!["api_tokens"]!;
        Assert.Equal("Server at /user/flow/", (string)listed[0]!["oauth_client"]!);
    }

    [Fact]
    public async Task Client_may_authenticate_by_http_basic()
    {
        var (_, client, browser) = await NewAsync("basic");
        using var it = browser;
        var code = await client.CodeAsync(browser);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/hub/api/oauth2/token");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", client.RedirectUri)]);
        using var bare = hub.NewBrowser();
        using var answer = await bare.SendAsync(request);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("client_secret", "wrong", 401, "invalid_client")]
    [InlineData("client_secret", null, 401, "invalid_client")]
    [InlineData("client_id", "nobody", 401, "invalid_client")]
    [InlineData("code", "wrong", 400, "invalid_grant")]
    [InlineData("code", null, 400, "invalid_request")]
    [InlineData("redirect_uri", "/elsewhere", 400, "invalid_request")]
    [InlineData("redirect_uri", "", 400, "invalid_request")]
    [InlineData("code_verifier", "unasked", 400, "invalid_grant")]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type")]
    [InlineData("grant_type", "refresh_token", 400, "invalid_request")]
    [InlineData("grant_type", null, 400, "unsupported_grant_type")]
    public async Task Anything_wrong_is_refused_and_leaves_the_code(string name, string? value, int status, string error)
    {
        // A user per row: nobody signs in as often as there are rows.
        var user = $"refused-{name}-{value}".Replace('/', '-');
        await hub.EnsureUserAsync(user, "secret");
        using var browser = await hub.SignInAsync(user, "secret");
        var client = await TestClient.RegisterAsync(hub, await hub.FindUserAsync(user));
        var code = await client.CodeAsync(browser);

        var answer = await client.ExchangeAsync(hub, code, (name, value));

        Assert.Equal((status, error), (answer.Status, (string)TestClient.Error(answer)!));
        Assert.Equal(200, (await client.ExchangeAsync(hub, code)).Status);
    }

    [Fact]
    public async Task Body_must_be_a_form()
    {
        var answer = await hub.AskAsync("POST", "/hub/api/oauth2/token", body: "{}");

        Assert.Equal((400, """{"error":"unsupported_grant_type"}"""), (answer.Status, answer.Json!.ToJsonString()));
    }

    [Theory]
    [InlineData(true, 400, "unauthorized_client")]
    [InlineData(false, 401, "invalid_client")]
    public async Task No_client_may_renew_its_token(bool isClient, int status, string error)
    {
        await hub.EnsureUserAsync("renews", "secret");
        var client = await TestClient.RegisterAsync(hub, await hub.FindUserAsync("renews"));
        var secret = isClient ? client.Secret : "wrong";

        var answer = await client.ExchangeAsync(hub, "", ("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_secret", secret));

        Assert.Equal((status, error), (answer.Status, (string)TestClient.Error(answer)!));
    }

    [Fact]
    public async Task Client_may_leave_its_address_to_the_hub()
    {
        var (_, client, browser) = await NewAsync("addressless");
        using var it = browser;

        var answer = await client.ExchangeAsync(hub, await client.CodeAsync(browser, ("redirect_uri", null)), ("redirect_uri", null));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Token_of_a_client_lives_as_long_as_the_operator_says()
    {
        var (_, client, browser) = await NewAsync("brief");
        using var it = browser;
        var options = hub.Services.GetRequiredService<Live<HubOptions>>();
        var before = options.Value;
        options.Replace(new HubOptions { OauthTokenExpiresIn = 60 });
        var answer = await client.ExchangeAsync(hub, await client.CodeAsync(browser));
        options.Replace(before);

        Assert.Equal(60, (int)answer.Json!["expires_in"]!);
        var token = (string)answer.Json["access_token"]!;
        Assert.NotNull(await TestClient.ScopesAsync(hub, token));
        hub.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(await TestClient.ScopesAsync(hub, token));
    }

    [Fact]
    public async Task Code_of_another_client_is_refused()
    {
        var (user, client, browser) = await NewAsync("clients");
        using var it = browser;
        var other = await TestClient.RegisterAsync(hub, user, "other");

        var answer = await other.ExchangeAsync(hub, await client.CodeAsync(browser), ("redirect_uri", client.RedirectUri));

        Assert.Equal("invalid_grant", (string)TestClient.Error(answer)!);
    }

    [Fact]
    public async Task Code_that_comes_twice_costs_the_token_it_gave()
    {
        var (_, client, browser) = await NewAsync("replayed");
        using var it = browser;
        var earlier = await client.SignInAsync(hub, browser);
        var code = await client.CodeAsync(browser);
        var token = (string)(await client.ExchangeAsync(hub, code)).Json!["access_token"]!;

        var again = await client.ExchangeAsync(hub, code);

        Assert.Equal("invalid_grant", (string)TestClient.Error(again)!);
        Assert.Null(await TestClient.ScopesAsync(hub, token));
        Assert.NotNull(await TestClient.ScopesAsync(hub, earlier));
        hub.Expect("came a second time");
    }

    [Fact]
    public async Task Of_many_at_once_at_most_one_gets_a_token()
    {
        var (_, client, browser) = await NewAsync("race");
        using var it = browser;
        var code = await client.CodeAsync(browser);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.ExchangeAsync(hub, code)));

        var granted = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Null(await TestClient.ScopesAsync(hub, (string)granted.Json!["access_token"]!));
        hub.Expect("came a second time");
    }

    [Fact]
    public async Task Code_ends_after_five_minutes()
    {
        var (_, client, browser) = await NewAsync("slow");
        using var it = browser;
        var code = await client.CodeAsync(browser);
        var late = await client.CodeAsync(browser);

        hub.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(200, (await client.ExchangeAsync(hub, code)).Status);
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("invalid_grant", (string)TestClient.Error(await client.ExchangeAsync(hub, late))!);
    }

    [Fact]
    public async Task Proof_key_must_fit()
    {
        var (_, client, browser) = await NewAsync("pkce");
        using var it = browser;
        var verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", challenge);
        var code = await client.CodeAsync(browser, ("code_challenge", challenge), ("code_challenge_method", "S256"));

        Assert.Equal(400, (await client.ExchangeAsync(hub, code)).Status);
        Assert.Equal(400, (await client.ExchangeAsync(hub, code, ("code_verifier", challenge))).Status);
        Assert.Equal(200, (await client.ExchangeAsync(hub, code, ("code_verifier", verifier))).Status);
    }

    [Fact]
    public async Task Signing_out_ends_the_tokens_and_codes_of_that_browser_alone()
    {
        var (_, client, browser) = await NewAsync("leaves");
        using var it = browser;
        using var elsewhere = await hub.SignInAsync("leaves", "secret");
        var token = await client.SignInAsync(hub, browser);
        var kept = await client.SignInAsync(hub, elsewhere);
        var code = await client.CodeAsync(browser);

        using var logout = await browser.VisitAsync("/hub/logout");

        Assert.Null(await TestClient.ScopesAsync(hub, token));
        Assert.NotNull(await TestClient.ScopesAsync(hub, kept));
        Assert.Equal("invalid_grant", (string)TestClient.Error(await client.ExchangeAsync(hub, code))!);
    }

    [Fact]
    public async Task Deleting_one_token_of_a_client_deletes_all_it_has_of_the_user()
    {
        var (user, client, browser) = await NewAsync("several");
        using var it = browser;
        var named = await TestClient.RegisterAsync(hub, user, "named");
        var tokens = new[] { await client.SignInAsync(hub, browser), await client.SignInAsync(hub, browser) };
        var other = await named.SignInAsync(hub, browser);
        var own = await hub.TokenAsync(user);
        var id = (string)(await hub.AskAsync("GET", "/hub/api/user", tokens[0])).Json!["token_id"]!;

        Assert.Equal(204, (await hub.AskAsync("DELETE", $"/hub/api/users/several/tokens/{id}", own)).Status);

        Assert.Null(await TestClient.ScopesAsync(hub, tokens[0]));
        Assert.Null(await TestClient.ScopesAsync(hub, tokens[1]));
        Assert.NotNull(await TestClient.ScopesAsync(hub, other));
    }

    [Fact]
    public async Task Registering_again_keeps_tokens_and_changes_the_secret_and_removing_ends_all()
    {
        var (user, client, browser) = await NewAsync("restarted");
        using var it = browser;
        var token = await client.SignInAsync(hub, browser);

        var next = await TestClient.RegisterAsync(hub, user);
        Assert.NotNull(await TestClient.ScopesAsync(hub, token));
        Assert.Equal(401, (await client.ExchangeAsync(hub, await next.CodeAsync(browser))).Status);

        await hub.Database.WriteAsync(connection => OAuthClientStore.RemoveAsync(connection, client.Id), Cancel);
        Assert.Null(await TestClient.ScopesAsync(hub, token));
        Assert.Equal(400, (int)(await browser.VisitAsync(next.AuthorizeUrl())).StatusCode);
    }

    [Fact]
    public async Task Token_of_an_administrator_no_longer_enters_once_they_are_none()
    {
        var client = await TestClient.RegisterAsync(hub, await hub.AddUserAsync("entered"));
        var admin = await hub.AddUserAsync("former", admin: true, "secret");
        using var browser = await hub.SignInAsync("former", "secret");
        using var question = await browser.VisitAsync(client.AuthorizeUrl());
        using var agreed = await browser.PostAsync(client.AuthorizeUrl(), browser.Cookie("_xsrf"), ("scopes", client.AccessScope));
        var token = (string)(await client.ExchangeAsync(hub, TestClient.Parameters(agreed)["code"])).Json!["access_token"]!;

        await hub.SetAdminAsync(admin, admin: false);

        Assert.DoesNotContain(client.AccessScope, (await TestClient.ScopesAsync(hub, token))!);
    }

    [Fact]
    public async Task Token_lives_as_long_as_the_session()
    {
        var (_, client, browser) = await NewAsync("fortnight");
        using var it = browser;
        var token = await client.SignInAsync(hub, browser);

        hub.Time.Advance(Sessions.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(await TestClient.ScopesAsync(hub, token));
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await TestClient.ScopesAsync(hub, token));
    }

    private async Task<(UserRow User, TestClient Client, Browser Browser)> NewAsync(string name)
    {
        var user = await hub.AddUserAsync(name, password: "secret");
        return (user, await TestClient.RegisterAsync(hub, user), await hub.SignInAsync(name, "secret"));
    }
}
