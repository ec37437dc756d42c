using Atoll.Platform.Configuration;
using Atoll.TestKit;
using Atoll.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests;

/// <summary>A hub whose configuration file changes while people use it.</summary>
public sealed class ConfigurationReloadTests : IAsyncLifetime
{
    private const string Small = "  - { name: small, display_name: Small one, memory_gb: 1 }";
    private const string Large = "  - { name: large, display_name: Large one, memory_gb: 3 }";
    private const string Huge = "  - { name: huge, display_name: Huge one, memory_gb: 9 }";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-reload-");
    private HubFixture _hub = null!;
    private SignedIn _browser = null!;

    private string File => Path.Combine(_folder.FullName, "atoll.yaml");

    public async ValueTask InitializeAsync()
    {
        Write("sizes:", Small, Large);
        _hub = await HubFixture.StartAsync(source: new ConfigurationSource { File = File });
        _browser = await _hub.SignInAsync(await _hub.AddUserAsync("ada"));
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Client.Dispose();
        await _hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_new_size_is_on_the_start_page_without_a_restart()
    {
        Assert.Equal(["small", "large"], await SizesAsync());

        Write("sizes:", Small, Large, Huge);

        await Until.TrueAsync(async () => (await SizesAsync()).Count == 3, TimeSpan.FromSeconds(20), "the new size on the page");
        Assert.Equal(["small", "large", "huge"], await SizesAsync());
    }

    [Fact]
    public async Task A_broken_file_leaves_what_was_there()
    {
        Write("hub_name: Lagoon", "sizes:", Small, Large);
        Look();
        Write("hub_name: Reef", "sizes:", Small, Large, "  - { name: large }");
        Look();
        Look();

        Assert.Equal(["small", "large"], await SizesAsync());
        Assert.EndsWith("Lagoon", (await PageAsync()).One("title").Value, StringComparison.Ordinal);
        Assert.Equal(2, _hub.Complaints.Count);
        Assert.Contains($"{File}, line 6: sizes[2].name: 'large' is there already", _hub.Complaints[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_name_is_on_every_page()
    {
        Write("hub_name: Lagoon", "sizes:", Small);
        Look();

        Assert.EndsWith(" · Lagoon", (await PageAsync()).One("title").Value, StringComparison.Ordinal);
        using var login = await _hub.Anonymous().GetAsync("/hub/login", TestContext.Current.CancellationToken);
        Assert.Contains("Sign in to Lagoon", await login.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branding_and_announcement_are_on_every_page_at_once()
    {
        const string Square = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>";
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.FullName, "reef.svg"), Square, TestContext.Current.CancellationToken);
        Write(
            "announcement: { text: 'Down on <Friday>.', severity: danger }",
            "branding:",
            "  logo: reef.svg",
            "  sentence: Notebooks beside the archive.",
            "  colours: { light: { accent: '#7a1f5c' } }",
            "  links: [{ title: Help, url: 'https://help.example.org/' }]",
            "  about_url: https://example.org/privacy",
            "sizes:",
            Small);
        Look();

        foreach (var page in new[] { await PageAsync(), await PageAsync(_hub.Anonymous(), "/hub/login"), await PageAsync("/hub/nothing") })
        {
            var notice = page.All("div").Single(div => div.Value("aria-label") == "Announcement");
            Assert.Equal(("notice fault", "Down on <Friday>."), (notice.Value("class"), notice.Text()));
            var links = page.One("footer").Descendants("a").Select(link => (link.Text(), link.Value("href")));
            Assert.Equal([("Help", "https://help.example.org/"), ("What this hub keeps about you", "https://example.org/privacy")], links);
            Assert.Equal(Square, await GetAsync(page.All("img").First().Value("src")!));
            var styles = page.All("link").Where(link => link.Value("rel") == "stylesheet").Last().Value("href")!;
            Assert.Contains("--accent: #7a1f5c;", await GetAsync(styles), StringComparison.Ordinal);
        }

        Assert.Equal(Square, await GetAsync("/hub/logo"));
        var login = await PageAsync(_hub.Anonymous(), "/hub/login");
        Assert.Contains("Notebooks beside the archive.", login.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_logo_that_is_drawn_anew_is_shown()
    {
        var logo = Path.Combine(_folder.FullName, "reef.svg");
        await System.IO.File.WriteAllTextAsync(logo, "<svg xmlns='http://www.w3.org/2000/svg'/>", TestContext.Current.CancellationToken);
        Write("branding: { logo: reef.svg }", "sizes:", Small);
        Look();

        await System.IO.File.WriteAllTextAsync(logo, "<svg xmlns='http://www.w3.org/2000/svg' id='new'/>", TestContext.Current.CancellationToken);

        await Until.TrueAsync(
            async () => (await GetAsync("/hub/logo")).Contains("new", StringComparison.Ordinal), TimeSpan.FromSeconds(20), "the new logo");
    }

    private void Look() => _hub.Services.GetRequiredService<ConfigurationWatcher<HubOptions>>().Look(atOnce: true);

    private void Write(params string[] lines) =>
        System.IO.File.WriteAllLines(File, ["site: { kind: processes }", .. lines, "environments:", "  - { name: a, command: [x] }"]);

    private async Task<List<string>> SizesAsync() =>
        [.. (await PageAsync("/hub/spawn")).All("input").Where(input => input.Value("name") == "size").Select(input => input.Value("value")!)];

    private Task<HtmlPage> PageAsync(string path = "/hub/home") => PageAsync(_browser.Client, path);

    private Task<string> GetAsync(string path) => _browser.Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    private static async Task<HtmlPage> PageAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return new HtmlPage(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
