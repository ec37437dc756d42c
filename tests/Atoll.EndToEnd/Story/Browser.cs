using Microsoft.Playwright;

namespace Atoll.EndToEnd.Story;

/// <summary>The system's Chromium without a screen. Each person gets a context of their own: own cookies, own downloads.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] _arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args = _arguments,
        });
        return new Browser(playwright, browser);
    }

    public Task<IPage> PersonAsync(Uri hub) => WindowAsync(new()
    {
        BaseURL = hub.ToString(),
        ViewportSize = new() { Width = 1280, Height = 900 },
        AcceptDownloads = true,
    });

    /// <summary>A window of a context of its own.</summary>
    public async Task<IPage> WindowAsync(BrowserNewContextOptions options)
    {
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>Pictures of all open pages: what a failed test was looking at.</summary>
    public async Task PictureAllAsync(Screenshots screenshots)
    {
        foreach (var page in _browser.Contexts.SelectMany(context => context.Pages))
        {
            await screenshots.TakeAsync(page, "last");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
