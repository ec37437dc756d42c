using Atoll.EndToEnd.Story;
using Atoll.Tests.Web;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Pages;

/// <summary>What holds for every page in every state, as a browser lays it out: axe finds nothing, nothing is cut off or too small to hit.</summary>
public sealed class EveryPageInBrowserTests(GalleryHost host) : IClassFixture<GalleryHost>
{
    private const string OpenAll = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })";

    // Text in a line may be lower (WCAG 2.5.8, exception "inline").
    private const string SmallTargets =
        """
        () => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
          .filter(one => one.checkVisibility() && !one.closest('p:not(.actions), li, label'))
          .map(one => [one, one.getBoundingClientRect()])
          .filter(([one, box]) => box.right > 0 && (box.width < 24 || box.height < 24))
          .map(([one, box]) => `${one.outerHTML.slice(0, 80)}: ${box.width} x ${box.height}`)
        """;

    private const string TooWide =
        """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
          [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth)
            .slice(0, 3).map(one => one.outerHTML.slice(0, 120))
        """;

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing(ColorScheme scheme, int width)
    {
        var window = await host.WindowAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        var pictures = new Screenshots($"pages-{scheme}-{width}".ToLowerInvariant());
        List<string> found = [];
        foreach (var name in Gallery.All.Keys)
        {
            await GalleryHost.OpenAsync(window, name);
            await pictures.TakeAsync(window, name, whole: true);
            found.AddRange((await Axe.FindAsync(window)).Select(fault => $"{name}: {fault}"));
            if (await window.Locator("details").CountAsync() > 0)
            {
                await window.EvaluateAsync(OpenAll);
                found.AddRange((await Axe.FindAsync(window)).Select(fault => $"{name}, opened: {fault}"));
            }
        }

        await window.Context.CloseAsync();
        Assert.Empty(found.Distinct(StringComparer.Ordinal));
    }

    // 320: the smallest phone; 640 at double density: a laptop at 200 %.
    [Theory]
    [InlineData(320, 1)]
    [InlineData(640, 2)]
    public async Task Nothing_is_cut_off_or_too_small_to_hit(int width, int scale)
    {
        var window = await host.WindowAsync(new() { ViewportSize = new() { Width = width, Height = 640 }, DeviceScaleFactor = scale });
        List<string> found = [];
        foreach (var name in Gallery.All.Keys)
        {
            await GalleryHost.OpenAsync(window, name);
            await window.EvaluateAsync(OpenAll);
            found.AddRange((await window.EvaluateAsync<string[]>(TooWide)).Select(one => $"{name} is too wide: {one}"));
            found.AddRange((await window.EvaluateAsync<string[]>(SmallTargets)).Select(one => $"{name} has a small target: {one}"));
            await window.EmulateMediaAsync(new() { Media = Media.Print });
            found.AddRange((await window.EvaluateAsync<string[]>(TooWide)).Select(one => $"{name} is too wide on paper: {one}"));
            await window.EmulateMediaAsync(new() { Media = Media.Screen });
        }

        await window.Context.CloseAsync();
        Assert.Empty(found);
    }

    [Fact]
    public async Task Nothing_moves_for_who_wants_less_motion()
    {
        var window = await host.WindowAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var still = await host.WindowAsync(new() { ReducedMotion = ReducedMotion.NoPreference });

        Assert.Equal(0, await MovingAsync(window));
        Assert.NotEqual(0, await MovingAsync(still));
        await window.Context.CloseAsync();
        await still.Context.CloseAsync();
    }

    [Fact]
    public async Task Focus_is_seen_wherever_tab_leads()
    {
        var window = await host.WindowAsync(new());
        List<string> unseen = [];
        foreach (var name in Gallery.All.Keys)
        {
            await GalleryHost.OpenAsync(window, name);
            unseen.AddRange((await FocusRing.UnseenAsync(window)).Select(one => $"{name}: {one}"));
        }

        await window.Context.CloseAsync();
        Assert.Empty(unseen.Distinct(StringComparer.Ordinal));
    }

    private static async Task<int> MovingAsync(IPage window)
    {
        var moving = 0;
        foreach (var name in Gallery.All.Keys)
        {
            await GalleryHost.OpenAsync(window, name);
            moving += await window.EvaluateAsync<int>("() => document.getAnimations().length");
        }

        return moving;
    }
}
