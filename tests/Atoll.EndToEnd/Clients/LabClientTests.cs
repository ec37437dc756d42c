using System.Text.RegularExpressions;
using Atoll.EndToEnd.Story;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Clients;

/// <summary>JupyterLab behind <c>jupyterhub-singleuser</c> 5.2.</summary>
public sealed class LabClientTests(LabHub hub) : ClientTests(hub), IClassFixture<LabHub>
{
    [Fact]
    public async Task Its_own_dialog_leads_to_a_new_start()
    {
        var ada = await Client.AddAsync("ada");
        await Story.Servers.StartAsync(Client.Hub, ada, Client.Environment.Name);
        var page = await Client.SignInAsync(ada, $"/user/{ada.Name}/lab");
        await WaitAsync(page);

        await Story.Servers.StopAsync(Client.Hub, ada);
        var dialog = page.Locator(".jp-Dialog");
        await Expect(dialog).ToContainTextAsync("is not running", new() { Timeout = 60_000 });
        await Client.TakeAsync(page, "dialog");
        var tab = await page.Context.RunAndWaitForPageAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "Restart" }).ClickAsync());
        await Expect(tab).ToHaveURLAsync(new Regex("/hub/spawn"));
        await ClientHub.StartAsync(tab);
        await WaitAsync(tab);
        await page.Context.CloseAsync();
    }

    private protected override Task WaitAsync(IPage page) => new Lab(page).WaitAsync();

    private protected override Task<IPage> NotebookAsync(IPage page) => Task.FromResult(page);

    private protected override Task<string> FirstCellAsync(IPage page, string code) => new Lab(page).RunInNewNotebookAsync("analysis.ipynb", code);

    private protected override Task<string> NextCellAsync(IPage page, string code) => new Lab(page).RunAsync(code);

    private protected override Task LogOutAsync(IPage page) => new Lab(page).MenuAsync("File", "Log Out");
}
