using Atoll.Environments;
using Atoll.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>A start that fails says what happened, what to do, and shows the last lines; Cancel works meanwhile.</summary>
public sealed class FailedStartTests : IAsyncLifetime
{
    private readonly Screenshots _screenshots = new("failed-start");
    private HubFixture _hub = null!;
    private Browser _browser = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync(options => options.Environments =
        [
            Environment("Crashing", "echo reading the data; echo it breaks >&2; exit 3"),
            Environment("Hungry", "exec python3 -c \"x = bytearray(3 << 30); x[::4096] = b'1' * len(x[::4096])\""),
            Environment("Silent", "exec sleep 1000"),
        ]);
        _browser = await Browser.StartAsync();
        await _hub.AddUserAsync("ada", "lovelace-1815");
        _page = await _browser.PersonAsync(_hub.Url);
        await _page.GotoAsync("/");
        await _page.GetByLabel("Name").FillAsync("ada");
        await _page.GetByLabel("Password").FillAsync("lovelace-1815");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    [Theory]
    [InlineData("Crashing", "exit code 3", "crashed", "it breaks")]
    [InlineData("Hungry", "ran out of memory (2 GB)", "out-of-memory", null)]
    public async Task It_says_what_happened_and_what_to_do(string environment, string sentence, string reason, string? logged)
    {
        await StartAsync(environment);
        await SeesAsync(sentence);
        await SeesAsync($"Reason code: {reason}");
        await SeesAsync("Your files are safe.");
        if (logged is not null)
        {
            await _page.GetByText("Last lines of the log").ClickAsync();
            await SeesAsync(logged);
        }

        await _screenshots.TakeAsync(_page, reason);
        await _page.GetByRole(AriaRole.Link, new() { Name = "Choose another" }).ClickAsync();
        await Assertions.Expect(_page.GetByLabel(environment)).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Cancel_ends_it_and_says_so()
    {
        await StartAsync("Silent");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await SeesAsync("is not running");
        await _screenshots.TakeAsync(_page, "cancelled");
        Assert.Empty(await _hub.Services.GetRequiredService<Atoll.Compute.Sites>()["local"].ListAsync(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private static EnvironmentOptions Environment(string title, string script) => new()
    {
        Name = title.ToLowerInvariant(),
        DisplayName = title,
        Image = "atoll/slim:latest",
        Command = ["sh", "-c", script],
    };

    private async Task StartAsync(string environment)
    {
        await _page.GetByLabel(environment).CheckAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await SeesAsync($"Starting {environment}");
    }

    private Task SeesAsync(string text) =>
        Assertions.Expect(_page.Locator("main")).ToContainTextAsync(text, new() { Timeout = 30_000 });
}
