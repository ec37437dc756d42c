using Atoll.EndToEnd.Story;
using Atoll.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Pages;

/// <summary>Every page in every state, in a real browser.</summary>
public sealed class GalleryHost : IAsyncLifetime
{
    private readonly PageHost _host = new();
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _host.DisposeAsync();
    }

    /// <summary>A browser window that sees the pages as these people do. The test closes its context.</summary>
    internal async Task<IPage> WindowAsync(BrowserNewContextOptions options)
    {
        options.BaseURL = _host.Client.BaseAddress!.ToString();
        return await _browser.WindowAsync(options);
    }

    internal static async Task OpenAsync(IPage window, string name)
    {
        await window.GotoAsync($"/hub/gallery/{name}");
        // A live page whose stream is not there would reload itself under the test.
        await window.EvaluateAsync("document.fonts.ready");
    }
}
