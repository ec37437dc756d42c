using Atoll.Tests.Accounts;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>A link to the hub that leads on to somebody else's page, with the hub's good name.</summary>
public sealed class RedirectAdvisoryTests(HubSlice hub) : IClassFixture<HubSlice>
{
    /// <summary>CVE-2019-10255 (GHSA-rv62-4pmj-xw6h): browsers take backslashes, tabs and more slashes for the beginning of a host.</summary>
    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\/evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\n/evil.example/")]
    [InlineData("https:evil.example/")]
    [InlineData("https:///evil.example/")]
    [InlineData(" //evil.example/")]
    [InlineData("javascript:alert(1)")]
    public Task Signing_in_leads_to_no_other_host(string next) => AssertStaysAsync(next);

    /// <summary>GHSA-3vff-hjqv-m7h8 (CVE-2026-33709): what is left of a URL of this host once the host is taken away can be one of another host.</summary>
    [Theory]
    [InlineData("{hub}//evil.example/")]
    [InlineData("{hub}/\\evil.example/")]
    [InlineData("{hub}\\\\evil.example/")]
    [InlineData("//{host}//evil.example/")]
    [InlineData("{hub}.evil.example/")]
    [InlineData("{hub}@evil.example/")]
    public Task Own_host_before_another_one_does_not_help(string next) => AssertStaysAsync(
        next.Replace("{hub}", hub.Url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal).Replace("{host}", hub.Url.Authority, StringComparison.Ordinal));

    // Both ways through the form: who signs in now, and who is signed in already.
    private async Task AssertStaysAsync(string next)
    {
        var name = $"redirect-{Guid.NewGuid():n}";
        await hub.AddUserAsync(name, password: "secret");
        using var browser = hub.NewBrowser();
        var query = $"?next={Uri.EscapeDataString(next)}";

        using var signedIn = await browser.SignInAsync(name, "secret", query);
        using var again = await browser.VisitAsync($"/hub/login{query}");

        Assert.All([signedIn, again], answer =>
        {
            Assert.Equal(302, (int)answer.StatusCode);
            Assert.Equal("/hub/", answer.Headers.Location!.OriginalString);
        });
    }
}
