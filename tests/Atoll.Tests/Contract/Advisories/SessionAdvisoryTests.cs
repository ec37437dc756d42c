using Atoll.Accounts.People;
using Atoll.Tests.Accounts;
using Atoll.Tests.OAuth;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>Who has left, or was sent away, and is still there.</summary>
public sealed class SessionAdvisoryTests(HubSlice hub) : IClassFixture<HubSlice>
{
    /// <summary>GHSA-cw7p-q79f-m2v7 (CVE-2021-41247): a tab that was open while its person signed out got itself fresh credentials.</summary>
    [Fact]
    public async Task Tab_that_was_open_at_the_sign_out_cannot_come_back()
    {
        var ada = await hub.AddUserAsync("tabs", password: "secret");
        using var browser = await hub.SignInAsync("tabs", "secret");
        var client = await TestClient.RegisterAsync(hub, ada);
        var token = await client.SignInAsync(hub, browser);
        var code = await client.CodeAsync(browser);
        var before = browser.Cookie("jupyterhub-hub-login");

        using var left = await browser.VisitAsync("/hub/logout");

        // What the other tab holds: the token it has, the code it was just given, the cookie it could still send.
        Assert.Null(await TestClient.ScopesAsync(hub, token));
        Assert.Equal("invalid_grant", (string?)TestClient.Error(await client.ExchangeAsync(hub, code)));
        using var late = new HttpRequestMessage(HttpMethod.Get, client.AuthorizeUrl());
        late.Headers.Add("Cookie", $"jupyterhub-hub-login={before}");
        using var stale = hub.NewBrowser();
        using var answer = await stale.SendAsync(late);
        Assert.StartsWith("/hub/login?next=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    /// <summary>Who was removed from the list kept sessions and tokens until these ended by themselves (jupyterhub.md 3.2, rule 4).</summary>
    [Fact]
    public async Task Removed_user_is_out_at_once()
    {
        var ada = await hub.AddUserAsync("removed", password: "secret");
        using var browser = await hub.SignInAsync("removed", "secret");
        var token = await hub.TokenAsync(ada);

        await hub.Services.GetRequiredService<Users>().DeleteAsync(ada, CancellationToken.None);

        Assert.Equal(403, (await hub.AskAsync("GET", "/hub/api/user", token)).Status);
        using var home = await browser.VisitAsync("/hub/home");
        Assert.StartsWith("/hub/login?next=", home.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var again = await browser.SignInAsync("removed", "secret");
        Assert.Equal(403, (int)again.StatusCode);
    }

    /// <summary>Nobody gets in because nobody said who may (jupyterhub.md 3.2, rule 1): an account has to be made first.</summary>
    [Theory]
    [InlineData("nobody-made-me", "secret")]
    [InlineData("nobody-made-me", "")]
    [InlineData("", "")]
    public async Task Who_has_no_account_does_not_get_one_by_signing_in(string name, string password)
    {
        using var browser = hub.NewBrowser();
        using var answer = await browser.SignInAsync(name, password);
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Null(await hub.Services.GetRequiredService<Users>().FindAsync("nobody-made-me", CancellationToken.None));
    }
}
