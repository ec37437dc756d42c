using System.Net;
using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.OAuth;

/// <summary>Signing in to a service on another host: browsers follow a form there only if the form's page says so.</summary>
public sealed class OtherHostTests(HubSlice hub) : IClassFixture<HubSlice>
{
    private const string Own = "form-action 'self';";
    private const string Wide = "form-action 'self' https://far.example.org:8443;";

    [Fact]
    public async Task Sign_in_page_lets_its_form_end_at_the_service()
    {
        var (near, far) = (await TestClient.RegisterServiceAsync(hub, "near"), await FarAsync("far"));

        Assert.Contains(Wide, await PolicyAsync($"?next={Uri.EscapeDataString(far.AuthorizeUrl())}"), StringComparison.Ordinal);
        Assert.Contains(Own, await PolicyAsync($"?next={Uri.EscapeDataString(near.AuthorizeUrl())}"), StringComparison.Ordinal);
        Assert.Contains(Own, await PolicyAsync(""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hub/api/oauth2/authorize?client_id=service-unknown&redirect_uri=https://evil.example/")]
    [InlineData("/hub/api/oauth2/authorize")]
    [InlineData("/hub/home?client_id=service-far")]
    [InlineData("https://evil.example/hub/api/oauth2/authorize?client_id=service-far")]
    public async Task Nobody_else_opens_the_sign_in_page(string next)
    {
        await FarAsync("far");

        Assert.Contains(Own, await PolicyAsync($"?next={Uri.EscapeDataString(next)}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_lets_its_form_end_at_the_service()
    {
        var far = await FarAsync("questioned");
        await hub.AddUserAsync("answers", admin: true, "secret");
        using var browser = await hub.SignInAsync("answers", "secret");

        using var question = await browser.VisitAsync(far.AuthorizeUrl());
        using var agreed = await browser.PostAsync(
            $"{far.AuthorizeUrl()}&_xsrf=of-an-earlier-session", browser.Cookie("_xsrf"), ("scopes", far.AccessScope));

        Assert.Contains(Wide, question.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, agreed.StatusCode);
        Assert.StartsWith("https://far.example.org:8443/cb?code=", agreed.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    private Task<TestClient> FarAsync(string name) => TestClient.RegisterServiceAsync(
        hub, name, service => service with { RedirectUri = "https://far.example.org:8443/cb" });

    private async Task<string> PolicyAsync(string query)
    {
        using var browser = hub.NewBrowser();
        using var page = await browser.VisitAsync($"/hub/login{query}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return page.Headers.GetValues("Content-Security-Policy").Single();
    }
}
