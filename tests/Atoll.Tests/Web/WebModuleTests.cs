using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Atoll.Tests.Web;

/// <summary>Headers and files.</summary>
public sealed class WebModuleTests(PageHost host) : IClassFixture<PageHost>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/hub/gallery/login")]
    [InlineData("/hub/static/atoll.css")]
    [InlineData("/hub/nothing/here")]
    public async Task Every_response_of_the_hub_carries_the_headers(string url)
    {
        using var response = await host.Client.GetAsync(url, Token);

        Assert.Equal("5.5.1", response.Headers.GetValues("X-JupyterHub-Version").Single());
        Assert.Equal("0.1.0", response.Headers.GetValues("Atoll-Version").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'; report-uri /hub/security/csp-report", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_the_hub_s_is_left_alone()
    {
        using var response = await host.Client.GetAsync("/user/ada/", Token);

        Assert.False(response.Headers.Contains("Content-Security-Policy"));
        Assert.False(response.Headers.Contains("X-JupyterHub-Version"));
    }

    [Fact]
    public async Task A_file_asked_for_by_its_hash_is_kept_for_ever()
    {
        var page = await host.Client.GetStringAsync("/hub/gallery/login", Token);
        var url = new HtmlPage(page).All("link").Single(link => link.Value("rel") == "stylesheet").Value("href")!;

        using var hashed = await host.Client.GetAsync(url, Token);
        using var bare = await host.Client.GetAsync(url.Split('?')[0], Token);
        using var old = await host.Client.GetAsync(url.Split('?')[0] + "?v=000000000000", Token);

        Assert.Equal("public, max-age=31536000, immutable", hashed.Headers.CacheControl?.ToString());
        Assert.Equal("text/css; charset=utf-8", hashed.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", bare.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", old.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        using var first = await host.Client.GetAsync("/hub/static/atoll.js", Token);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/hub/static/atoll.js");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await host.Client.SendAsync(again, Token);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/hub/static/nothing.css")]
    [InlineData("/hub/static/..%2fProgram.cs")]
    [InlineData("/hub/static/")]
    public async Task Other_names_are_not_found(string url)
    {
        using var response = await host.Client.GetAsync(url, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Servers_find_the_logo()
    {
        using var response = await host.Client.GetAsync("/hub/logo", Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("image/svg+xml"), response.Content.Headers.ContentType);
    }

    [Fact]
    public async Task A_browser_s_report_is_taken_however_long_it_is()
    {
        var body = "{\"csp-report\":\"" + new string('x', 100_000) + "\"}";
        using var report = new StringContent(body, Encoding.UTF8, "application/csp-report");

        using var response = await host.Client.PostAsync("/hub/security/csp-report", report, Token);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
