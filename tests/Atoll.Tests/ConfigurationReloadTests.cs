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

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-reload-");
    private HubFixture _hub = null!;
    private SignedIn _browser = null!;

    private string File => Path.Combine(_folder.FullName, "atoll.yaml");

    public async ValueTask InitializeAsync()
    {
        Write("sizes:", Small);
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
        Assert.Equal(["small"], await SizesAsync());

        Write("sizes:", Small, Large);

        await Until.TrueAsync(async () => (await SizesAsync()).Count == 2, TimeSpan.FromSeconds(20), "the new size on the page");
        Assert.Equal(["small", "large"], await SizesAsync());
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
        var complaint = Assert.Single(_hub.Complaints);
        Assert.Contains($"{File}, line 6: sizes[2].name: 'large' is there already", complaint, StringComparison.Ordinal);
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

    private void Look() => _hub.Services.GetRequiredService<ConfigurationWatcher<HubOptions>>().Look(atOnce: true);

    private void Write(params string[] lines) =>
        System.IO.File.WriteAllLines(File, ["site: { kind: processes }", .. lines, "environments:", "  - { name: a, command: [x] }"]);

    private async Task<List<string>> SizesAsync() =>
        [.. (await PageAsync()).All("input").Where(input => input.Value("name") == "size").Select(input => input.Value("value")!)];

    private async Task<HtmlPage> PageAsync()
    {
        using var answer = await _browser.Client.GetAsync("/hub/spawn", TestContext.Current.CancellationToken);
        return new HtmlPage(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
