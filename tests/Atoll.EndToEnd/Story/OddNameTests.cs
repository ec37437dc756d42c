using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Story;

/// <summary>A name with a capital, dots, a space, a tilde and an at sign, through everything that is real: sign-in, Lab's own OAuth, a kernel.</summary>
public sealed class OddNameTests : IAsyncLifetime
{
    private const string Password = "lovelace-1815";

    private readonly Screenshots _screenshots = new("odd-name");
    private HubFixture _hub = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync();
        _browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.PictureAllAsync(_screenshots);
        await _screenshots.KeepLogsAsync(_hub);
        await _browser.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Lab_loads_and_runs_a_cell()
    {
        var ada = await _hub.AddUserAsync("Ada.L ~x@y.org", Password);
        var page = await _browser.PersonAsync(_hub.Url);
        await page.GotoAsync("/");
        await page.GetByLabel("Name").FillAsync("Ada.L ~x@y.org");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("Lab only").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

        var lab = new Lab(page);
        await lab.WaitAsync();
        Assert.Equal("ada.l ~x@y.org", await lab.RunInNewNotebookAsync("name.ipynb", "import os; print(os.environ['JUPYTERHUB_USER'])"));

        // A second browser comes by the address as people write it.
        var second = await _browser.PersonAsync(_hub.Url);
        await second.GotoAsync("/user/Ada.L%20~x@y.org/lab/tree/name.ipynb");
        await second.GetByLabel("Name").FillAsync("ada.l ~x@y.org");
        await second.GetByLabel("Password").FillAsync(Password);
        await second.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await second.Locator(".jp-NotebookPanel .jp-Cell .cm-content").First.WaitForAsync(new() { Timeout = 120_000 });

        await Servers.ReadyAsync(_hub, ada);
        Assert.Empty(_hub.Complaints);
    }
}
