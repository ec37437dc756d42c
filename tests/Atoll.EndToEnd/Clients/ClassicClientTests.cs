using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Clients;

/// <summary>The classic notebook behind <c>jupyterhub-singleuser</c> 3.0.</summary>
[Trait("Image", "classic")]
public sealed class ClassicClientTests(ClassicHub hub) : ClientTests(hub), IClassFixture<ClassicHub>
{
    private const string Outputs = ".output_area pre";

    private protected override async Task WaitAsync(IPage page)
    {
        await Expect(page).ToHaveURLAsync(new Regex("/user/.+/tree"), new() { Timeout = 120_000 });
        await page.Locator("#notebook_list").WaitForAsync();
        await Expect(page.Locator("#new-dropdown-button, #new-buttons button").First).ToBeVisibleAsync();
    }

    private protected override async Task<IPage> NotebookAsync(IPage page)
    {
        await page.Locator("#new-buttons button").First.ClickAsync();
        var notebook = await page.Context.RunAndWaitForPageAsync(() => page.Locator("#kernel-python3 a").ClickAsync());
        await notebook.Locator(".kernel_idle_icon").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return notebook;
    }

    private protected override Task<string> FirstCellAsync(IPage page, string code) => NextCellAsync(page, code);

    private protected override async Task<string> NextCellAsync(IPage page, string code)
    {
        var outputs = await page.Locator(Outputs).CountAsync();
        await page.Locator(".code_cell .CodeMirror").Last.ClickAsync();
        await page.Keyboard.InsertTextAsync(code);
        await page.Keyboard.PressAsync("Shift+Enter");
        var output = page.Locator(Outputs).Nth(outputs);
        await output.WaitForAsync();
        return (await output.InnerTextAsync()).Trim();
    }

    private protected override Task LogOutAsync(IPage page) => page.Locator("#logout").ClickAsync();
}
