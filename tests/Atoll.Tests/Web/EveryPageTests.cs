using System.Net;
using System.Xml.Linq;
using Xunit;

namespace Atoll.Tests.Web;

/// <summary>What holds for every page in every state.</summary>
public sealed class EveryPageTests(PageHost host) : IClassFixture<PageHost>
{
    public static TheoryData<string> Names => [.. Gallery.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_in_it_needs_more_than_the_policy_allows(string name)
    {
        var page = await GetAsync(name);

        Assert.All(page.All("script"), script => Assert.Equal("", script.Value));
        Assert.Empty(page.All("style"));
        Assert.DoesNotContain(page.All().Attributes(), attribute =>
            attribute.Name.LocalName is "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
            || attribute.Value.StartsWith("javascript:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_form_posts_the_token(string name)
    {
        var page = await GetAsync(name);

        Assert.All(page.All("form"), form =>
        {
            Assert.Equal("post", form.Value("method"));
            var token = Assert.Single(form.Descendants("input"), input => input.Value("name") == "_xsrf");
            Assert.Equal(Gallery.Ada.Xsrf, token.Value("value"));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_field_has_a_label(string name)
    {
        var page = await GetAsync(name);

        var fields = page.All("input").Concat(page.All("select")).Where(field => field.Value("type") != "hidden");
        Assert.All(fields, field => Assert.True(HasLabel(page, field), field.ToString()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_has_one_heading_a_title_and_a_way_forward(string name)
    {
        var page = await GetAsync(name);

        Assert.NotEqual("", Assert.Single(page.All("h1")).Value.Trim());
        Assert.EndsWith(" · Lagoon Hub", page.One("title").Value, StringComparison.Ordinal);
        var main = page.One("main");
        // A stop can only be waited for.
        Assert.True(name == "stopping" || main.Descendants("button").Concat(main.Descendants("a")).Any());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ids_are_unique_and_references_lead_somewhere(string name)
    {
        var page = await GetAsync(name);

        var ids = page.All().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        var references = page.All().Attributes()
            .Where(attribute => attribute.Name.LocalName is "aria-describedby" or "aria-labelledby" or "for")
            .SelectMany(attribute => attribute.Value.Split(' '))
            .Concat(page.All("a").Attributes("href").Where(href => href.Value.StartsWith('#')).Select(href => href.Value[1..]));
        Assert.Subset(ids.ToHashSet(), references.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_small_never_cached_and_sets_no_cookie(string name)
    {
        using var response = await host.Client.GetAsync($"/hub/gallery/{name}", TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.InRange(bytes.Length, 500, 20_000);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_page_with_all_its_files_is_under_60_kB()
    {
        var page = await GetAsync("home-many");
        var urls = page.All("link").Attributes("href").Concat(page.All().Attributes("src"));
        var total = page.Html.Length;
        foreach (var url in urls.Select(attribute => attribute.Value).Distinct())
        {
            total += (await host.Client.GetByteArrayAsync(url, TestContext.Current.CancellationToken)).Length;
        }

        Assert.InRange(total, 1000, 60_000);
    }

    [Theory]
    [InlineData("error-404", HttpStatusCode.NotFound)]
    [InlineData("error-503", HttpStatusCode.ServiceUnavailable)]
    [InlineData("not-running", HttpStatusCode.FailedDependency)]
    public async Task The_status_is_the_page_s_own(string name, HttpStatusCode status)
    {
        using var response = await host.Client.GetAsync($"/hub/gallery/{name}", TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    private static bool HasLabel(HtmlPage page, XElement field) =>
        field.Ancestors("label").Concat(page.All("label").Where(label => label.Has("for") && label.Value("for") == field.Value("id")))
            .Any(label => label.Text().Length > 0);

    private async Task<HtmlPage> GetAsync(string name)
    {
        using var response = await host.Client.GetAsync($"/hub/gallery/{name}", TestContext.Current.CancellationToken);
        return new HtmlPage(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
