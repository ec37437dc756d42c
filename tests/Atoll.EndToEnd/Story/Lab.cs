using System.Text.RegularExpressions;
using Atoll.TestKit;
using Microsoft.Playwright;

namespace Atoll.EndToEnd.Story;

/// <summary>JupyterLab as a person uses it: menus, notebooks, terminals, the file browser.</summary>
internal sealed class Lab(IPage page)
{
    private const int MostPresses = 6;
    private const string Outputs = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-output pre";

    public async Task WaitAsync()
    {
        // A first start on a busy machine takes longer than a click may.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/user/.+/lab"), new() { Timeout = 180_000 });
        await page.Locator("#jp-main-dock-panel").WaitForAsync();
        await page.Locator(".jp-DirListing-content").WaitForAsync();
    }

    /// <summary>A notebook of that name with one cell that has been run; returns what the cell printed.</summary>
    public async Task<string> RunInNewNotebookAsync(string name, string code)
    {
        await page.Locator(".jp-LauncherCard[data-category='Notebook']").First.ClickAsync();
        var output = await RunFirstAsync(code);
        await SaveAsAsync(name);
        return output;
    }

    /// <summary>Runs the first cell of the notebook that has just been opened; returns what it printed.</summary>
    public async Task<string> RunFirstAsync(string code)
    {
        var cell = page.Locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell .cm-content").First;
        await cell.WaitForAsync();
        await WaitForKernelAsync();
        await TypeAsync(cell, code);
        await PressUntilRunAsync(cell);
        return await OutputAsync();
    }

    /// <summary>Runs another cell in the notebook that is open; returns what it printed.</summary>
    public async Task<string> RunAsync(string code)
    {
        var outputs = await page.Locator(Outputs).CountAsync();
        await TypeAsync(page.Locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell .cm-content").Last, code);
        await page.Locator(Outputs).Nth(outputs).WaitForAsync();
        return await OutputAsync();
    }

    /// <summary>Opens a notebook from the file browser.</summary>
    public async Task OpenAsync(string name)
    {
        await page.Locator($".jp-DirListing-item[title*='{name}']").DblClickAsync();
        await page.Locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell .cm-content").First.WaitForAsync();
        await WaitForKernelAsync();
    }

    /// <summary>Types a command into a new terminal and waits until it is done.</summary>
    public async Task TerminalAsync(string command, Func<bool> done)
    {
        await OpenTerminalAsync();
        await page.Locator(".jp-Terminal .xterm-helper-textarea").Last.FocusAsync();
        await page.Keyboard.InsertTextAsync(command);
        await page.Keyboard.PressAsync("Enter");
        await Until.TrueAsync(done, TimeSpan.FromMinutes(2), $"the terminal's '{command}'");
    }

    public async Task UploadAsync(string path)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() =>
            page.Locator(".jp-FileBrowser-toolbar").GetByTitle("Upload Files").First.ClickAsync());
        await chooser.SetFilesAsync(path);
        // Lab asks before it sends large files.
        var large = page.Locator(".jp-Dialog .jp-mod-accept");
        await large.ClickAsync();
    }

    public async Task<IDownload> DownloadAsync(string name)
    {
        var item = page.Locator($".jp-DirListing-item[title*='{name}']");
        await item.WaitForAsync(new() { Timeout = 180_000 });
        await item.ClickAsync(new() { Button = MouseButton.Right });
        return await page.RunAndWaitForDownloadAsync(
            () => page.Locator(".lm-Menu-item[data-command='filebrowser:download']").ClickAsync());
    }

    public async Task MenuAsync(string menu, params string[] items)
    {
        await page.Locator(".lm-MenuBar-item", new() { HasText = menu }).First.ClickAsync();
        foreach (var item in items)
        {
            await page.Locator(".lm-Menu:last-of-type .lm-Menu-item:not(.lm-mod-hidden)", new() { HasText = item }).First.ClickAsync();
        }
    }

    private async Task<string> OutputAsync()
    {
        var output = page.Locator(Outputs).Last;
        await output.WaitForAsync();
        return (await output.InnerTextAsync()).Trim();
    }

    private Task WaitForKernelAsync() =>
        page.Locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator[data-status='idle']").WaitForAsync();

    // The first save of an untitled notebook asks for its name.
    private async Task SaveAsAsync(string name)
    {
        await page.Keyboard.PressAsync("Control+s");
        await page.Locator(".jp-Dialog input").First.FillAsync(name);
        await page.Locator(".jp-Dialog .jp-mod-accept").ClickAsync();
        await page.Locator($".jp-DirListing-item[title*='{name}']").WaitForAsync();
    }

    // What is typed before the shell's prompt is there would be lost; the terminal draws on a canvas, so the prompt is seen on the wire.
    private async Task OpenTerminalAsync()
    {
        var prompt = new TaskCompletionSource();
        void Listen(object? sender, IWebSocket socket) => socket.FrameReceived += (_, frame) =>
        {
            if (socket.Url.Contains("/terminals/websocket/", StringComparison.Ordinal) && frame.Text?.Contains('$', StringComparison.Ordinal) == true)
            {
                prompt.TrySetResult();
            }
        };
        page.WebSocket += Listen;
        await MenuAsync("File", "New", "Terminal");
        await prompt.Task.WaitAsync(TimeSpan.FromSeconds(60));
        page.WebSocket -= Listen;
    }

    // Opening its first notebook, Lab asks for two sessions, ends the first one's kernel and drops what was sent to it. A person presses again.
    private async Task PressUntilRunAsync(ILocator cell)
    {
        for (var press = 1; press < MostPresses && !await IsThereAsync(page.Locator(Outputs).First); press++)
        {
            await cell.ClickAsync();
            await page.Keyboard.PressAsync("Shift+Enter");
        }
    }

    private static async Task<bool> IsThereAsync(ILocator locator)
    {
        try
        {
            await locator.WaitForAsync(new() { Timeout = 10_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task TypeAsync(ILocator cell, string code)
    {
        await cell.ClickAsync();
        await page.Keyboard.InsertTextAsync(code);
        await Assertions.Expect(cell).ToContainTextAsync(code);
        await page.Keyboard.PressAsync("Shift+Enter");
    }
}
