using System.Data.Common;
using System.Net;
using Atoll.Accounts.Services;
using Atoll.OAuth;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.OAuth;

/// <summary>People who sign in to services through the hub.</summary>
public sealed class ServiceSignInTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Person_is_asked_once_and_the_service_learns_who_they_are_and_may_do_what_they_agreed_to()
    {
        var client = await TestClient.RegisterServiceAsync(hub, "grader", service => service with { AllowedScopes = ["read:servers!user", "tokens!user"] });
        using var browser = await AdminAsync("asked");

        using var question = await browser.VisitAsync(client.AuthorizeUrl());
        var html = await question.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Allow grader to use your account?", html, StringComparison.Ordinal);
        Assert.Contains("tokens!user=asked", html, StringComparison.Ordinal);

        using var agreed = await browser.PostAsync(
            client.AuthorizeUrl(), browser.Cookie("_xsrf"), ("scopes", client.AccessScope), ("scopes", "read:servers!user=asked"));
        var token = (string)(await client.ExchangeAsync(hub, TestClient.Parameters(agreed)["code"])).Json!["access_token"]!;

        var self = (await hub.AskAsync("GET", "/hub/api/user", token)).Json!;
        Assert.Equal("asked", (string)self["name"]!);
        Assert.Equal(
            "access:services!service=grader read:servers!user=asked read:users:groups!user=asked read:users:name!user=asked",
            string.Join(' ', self["scopes"]!.AsArray().Select(scope => (string)scope!)));
        using var again = await browser.VisitAsync(client.AuthorizeUrl(("scope", "identify")));
        Assert.StartsWith("/services/grader/oauth_callback?code=", again.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var more = await browser.VisitAsync(client.AuthorizeUrl());
        Assert.Equal(HttpStatusCode.OK, more.StatusCode);
    }

    [Fact]
    public async Task Trusted_service_asks_nothing_and_may_live_elsewhere()
    {
        var client = await TestClient.RegisterServiceAsync(
            hub, "trusted", service => service with { NoConfirm = true, HasUrl = false, RedirectUri = "https://trusted.example.org/cb?a=b" });
        using var browser = await AdminAsync("unasked");

        using var answer = await browser.VisitAsync(client.AuthorizeUrl());

        Assert.StartsWith("https://trusted.example.org/cb?a=b&code=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_with_inherit_gets_what_the_person_has_at_each_moment()
    {
        var client = await TestClient.RegisterServiceAsync(hub, "portal", service => service with { NoConfirm = true, AllowedScopes = ["inherit"] });
        var user = await hub.AddUserAsync("heir", admin: true, "secret");
        using var browser = await hub.SignInAsync("heir", "secret");
        var token = await client.SignInAsync(hub, browser);
        Assert.Contains("admin:users", (await TestClient.ScopesAsync(hub, token))!);

        await hub.SetAdminAsync(user, admin: false);

        var scopes = (await TestClient.ScopesAsync(hub, token))!;
        Assert.DoesNotContain("admin:users", scopes);
        Assert.Contains("servers!user=heir", scopes);
    }

    [Fact]
    public async Task Person_without_access_to_the_service_is_told_so()
    {
        var client = await TestClient.RegisterServiceAsync(hub, "closed", service => service with { NoConfirm = true });
        await hub.AddUserAsync("outside", password: "secret");
        using var browser = await hub.SignInAsync("outside", "secret");

        using var answer = await browser.VisitAsync(client.AuthorizeUrl());

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("the service closed", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_id_new_secret_and_the_end_of_a_service_take_what_it_held()
    {
        var client = await TestClient.RegisterServiceAsync(hub, "moving", Trust);
        using var browser = await AdminAsync("follows");
        var token = await client.SignInAsync(hub, browser);

        var kept = await TestClient.RegisterServiceAsync(hub, "moving", Trust);
        Assert.NotNull(await TestClient.ScopesAsync(hub, token));
        Assert.Equal(401, (await client.ExchangeAsync(hub, await kept.CodeAsync(browser))).Status);

        var moved = await TestClient.RegisterServiceAsync(hub, "moving", service => Trust(service) with { ClientId = "service-moved" });
        Assert.Null(await TestClient.ScopesAsync(hub, token));
        using var former = await browser.VisitAsync(client.AuthorizeUrl());
        Assert.Equal(HttpStatusCode.BadRequest, former.StatusCode);

        var last = await moved.SignInAsync(hub, browser);
        await ChangeAsync("moving", (connection, service) => ServiceClients.RemoveAsync(connection, service.Id));
        Assert.Null(await TestClient.ScopesAsync(hub, last));
    }

    [Fact]
    public async Task Service_without_a_token_or_without_any_address_is_no_client()
    {
        var client = await TestClient.RegisterServiceAsync(hub, "muted", Trust);
        using var browser = await AdminAsync("mutes");
        var token = await client.SignInAsync(hub, browser);

        await ChangeAsync("muted", (connection, service) =>
            ServiceClients.SyncAsync(connection, new ServiceClient { ServiceId = service.Id, Name = "muted", ApiToken = "a-secret" }));

        Assert.Null(await TestClient.ScopesAsync(hub, token));
    }

    [Fact]
    public async Task No_service_takes_the_id_of_another()
    {
        var client = await TestClient.RegisterServiceAsync(hub, "first", Trust);
        await TestClient.RegisterServiceAsync(hub, "second", Trust);

        await ChangeAsync("second", async (connection, service) => Assert.False(await ServiceClients.SyncAsync(
            connection,
            new ServiceClient { ServiceId = service.Id, Name = "second", ApiToken = "stolen", HasUrl = true, ClientId = "service-first" })));

        using var browser = await AdminAsync("victim");
        Assert.NotNull(await client.SignInAsync(hub, browser));
    }

    private static ServiceClient Trust(ServiceClient service) => service with { NoConfirm = true };

    private Task ChangeAsync(string name, Func<DbConnection, ServiceRow, Task> change) => hub.Database.WriteAsync(
        async connection => await change(connection, (await ServiceStore.FindAsync(connection, name))!), Cancel);

    private async Task<Browser> AdminAsync(string name)
    {
        await hub.AddUserAsync(name, admin: true, "secret");
        return await hub.SignInAsync(name, "secret");
    }
}
