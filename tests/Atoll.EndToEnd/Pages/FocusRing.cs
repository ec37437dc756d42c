using Microsoft.Playwright;

namespace Atoll.EndToEnd.Pages;

/// <summary>Goes through a page by the Tab key and looks for the focus, as somebody without a mouse does.</summary>
internal static class FocusRing
{
    // The ring may be around what holds the field: a choice is a whole card.
    private const string Unseen =
        """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return '';
          const ring = one => { const style = getComputedStyle(one); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; };
          const box = at.getBoundingClientRect();
          const onScreen = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
          return (ring(at) || (at.closest('label') && ring(at.closest('label')))) && onScreen ? '' : at.outerHTML.slice(0, 100);
        }
        """;

    /// <summary>Everything that Tab leads to where nobody could see it.</summary>
    public static async Task<IReadOnlyList<string>> UnseenAsync(IPage page)
    {
        List<string> unseen = [];
        var count = await page.Locator("a, button, input:not([type=hidden]), select, summary, [tabindex='0']").CountAsync();
        for (var step = 0; step < count; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            unseen.Add(await page.EvaluateAsync<string>(Unseen));
        }

        return unseen.FindAll(one => one.Length > 0);
    }
}
