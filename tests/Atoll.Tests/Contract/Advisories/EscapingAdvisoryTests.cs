using Atoll.Tests.Accounts;
using Atoll.Tests.Servers;
using Xunit;

namespace Atoll.Tests.Contract.Advisories;

/// <summary>A link to one of the hub's pages that brings its own script.</summary>
public sealed class EscapingAdvisoryTests(QuickHub hub) : IClassFixture<QuickHub>
{
    private const string Script = "<script>alert(1)</script>";

    private static readonly string[] _pages =
    [
        "/hub/login?next={0}", "/hub/login?username={0}", "/hub/spawn?next={0}", "/hub/spawn?profile={0}&environment={0}", "/hub/spawn-pending/{1}?next={0}", "/hub/enter?next={0}",
        "/hub/accept-share?code={0}&next={0}", "/hub/error/503?url={0}", "/hub/user/{1}/lab?next={0}", "/hub/api/oauth2/authorize?client_id={0}&redirect_uri={0}&state={0}", "/hub/{0}", "/hub/home?next={0}",
    ];

    /// <summary>GHSA-c4gm-pwx9-9w8j: the page that asks whether to accept a share wrote where it leads into its HTML as it came.</summary>
    [Theory]
    [InlineData("/\">" + Script)]
    [InlineData("/'>" + Script)]
    [InlineData("/" + Script)]
    [InlineData("/\" onfocus=\"alert(1)\" autofocus x=\"")]
    [InlineData("javascript:alert(1)")]
    public async Task No_page_writes_what_a_link_brings_as_html(string brought)
    {
        var name = $"escaped-{Guid.NewGuid():n}";
        using var browser = await hub.SignInAsync(await hub.AddAsync(name));
        using var stranger = new Browser(hub.Fixture.Url);
        foreach (var page in _pages)
        {
            var path = string.Format(null, page, Uri.EscapeDataString(brought), name);
            foreach (var visitor in new[] { browser, stranger })
            {
                using var answer = await visitor.VisitAsync(path);
                var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                Assert.DoesNotContain(Script, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("\" onfocus=\"", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("\"javascript:", text, StringComparison.OrdinalIgnoreCase);
                Assert.StartsWith("/", answer.Headers.Location?.OriginalString ?? "/", StringComparison.Ordinal);
            }
        }
    }
}
