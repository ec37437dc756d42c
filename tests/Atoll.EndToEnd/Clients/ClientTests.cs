using System.Text.RegularExpressions;
using Atoll.Accounts.People;
using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Atoll.EndToEnd.Clients;

/// <summary>What an unmodified <c>jupyterhub-singleuser</c> and the hub say to each other, as its people see it in the browser.</summary>
public abstract class ClientTests(ClientHub hub)
{
    private protected ClientHub Client => hub;

    [Fact]
    public async Task It_signs_in_works_reports_and_signs_out()
    {
        var ada = await hub.AddAsync("ada");
        var page = await hub.SignInAsync(ada);
        var asked = ClientSteps.Listen(page);
        await ClientHub.StartAsync(page);
        await WaitAsync(page);
        ClientSteps.AssertOwnSignIn(asked, $"/user/{ada.Name}/");

        var notebook = await NotebookAsync(page);
        Assert.Equal("42", await FirstCellAsync(notebook, "print(6 * 7)"));
        Assert.StartsWith("at it", await NextCellAsync(notebook, ClientSteps.Work), StringComparison.Ordinal);
        await hub.TakeAsync(notebook, "cell");
        await LeaveAsync(page.Context);
        await ClientSteps.ReportsActivityAsync(hub.Hub, ada, ClientHub.Now);

        await SignOutAsync(page, ada);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Named_servers_sign_in_below_their_own_address()
    {
        var ada = await hub.AddAsync("ada");
        var page = await hub.SignInAsync(ada, "/hub/home");
        await page.GetByLabel("Its name").FillAsync("thesis");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose what to start" }).ClickAsync();
        var asked = ClientSteps.Listen(page);
        await ClientHub.StartAsync(page);
        await WaitAsync(page);

        ClientSteps.AssertOwnSignIn(asked, $"/user/{ada.Name}/thesis/");
        var notebook = await NotebookAsync(page);
        Assert.Equal($"/user/{ada.Name}/thesis/", await FirstCellAsync(notebook, "import os; print(os.environ['JUPYTERHUB_SERVICE_PREFIX'])"));
        await hub.TakeAsync(notebook, "named");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Administrators_enter_after_saying_so_once_and_strangers_find_nothing()
    {
        var (ada, root, eve) = (await hub.AddAsync("ada"), await hub.AddAsync("root", admin: true), await hub.AddAsync("eve"));
        await Story.Servers.StartAsync(hub.Hub, ada, hub.Environment.Name);
        var path = $"/user/{ada.Name}{hub.Environment.DefaultUrl}";

        var page = await hub.SignInAsync(root, path);
        await AgreeAsync(page, ada);
        await WaitAsync(page);
        await page.GotoAsync("/hub/home");
        await page.GotoAsync(path);
        await WaitAsync(page);
        await page.Context.CloseAsync();

        var stranger = await hub.SignInAsync(eve, path);
        await Expect(stranger.Locator("h1")).ToHaveTextAsync("There is nothing here");
        await hub.TakeAsync(stranger, "stranger");
        await stranger.Context.CloseAsync();
    }

    [Fact]
    public async Task Shared_servers_open_to_guests_until_they_are_taken_back()
    {
        var (ada, root, guest) = (await hub.AddAsync("ada"), await hub.AddAsync("root", admin: true), await hub.AddAsync("guest"));
        await Story.Servers.StartAsync(hub.Hub, ada, hub.Environment.Name);
        using var program = await hub.Hub.WithTokenAsync(root);
        var shares = $"/hub/api/shares/{ada.Name}/";
        using var whom = new StringContent($$"""{"user": "{{guest.Name}}"}""");
        (await program.PostAsync(shares, whom)).EnsureSuccessStatusCode();

        var path = $"/user/{ada.Name}{hub.Environment.DefaultUrl}";
        var page = await hub.SignInAsync(guest, path);
        await AgreeAsync(page, ada);
        await WaitAsync(page);
        await hub.TakeAsync(page, "shared");

        (await program.DeleteAsync(shares)).EnsureSuccessStatusCode();
        await Until.TrueAsync(
            async () => (await page.GotoAsync(path))!.Status == 404, TimeSpan.FromSeconds(15), "the guest to be out");
        await Expect(page.Locator("h1")).ToHaveTextAsync("There is nothing here");
        await page.Context.CloseAsync();
    }

    /// <summary>Waits until the page can be worked with.</summary>
    private protected abstract Task WaitAsync(IPage page);

    /// <summary>Makes a notebook and waits for its kernel; returns the page with it.</summary>
    private protected abstract Task<IPage> NotebookAsync(IPage page);

    /// <summary>Runs a cell; returns what it printed.</summary>
    private protected abstract Task<string> FirstCellAsync(IPage page, string code);

    /// <summary>Runs another one.</summary>
    private protected abstract Task<string> NextCellAsync(IPage page, string code);

    /// <summary>Signs out with the client's own button.</summary>
    private protected abstract Task LogOutAsync(IPage page);

    // Atoll asks at the door, and the server's own sign-in what it always asks.
    private async Task AgreeAsync(IPage page, UserRow owner)
    {
        foreach (var address in new[] { "/hub/enter", "/hub/api/oauth2/authorize" })
        {
            await Expect(page).ToHaveURLAsync(new Regex(address));
            await Expect(page.Locator("h1")).ToHaveTextAsync($"Open {owner.Name}’s server?");
            await hub.TakeAsync(page, "confirm");
            await page.GetByRole(AriaRole.Button, new() { Name = "Open it" }).ClickAsync();
        }
    }

    private async Task SignOutAsync(IPage page, UserRow owner)
    {
        await page.GotoAsync($"/user/{owner.Name}{hub.Environment.DefaultUrl}");
        await WaitAsync(page);
        var token = await ClientSteps.OAuthTokenAsync(page, owner);
        var kept = await page.Context.CookiesAsync();
        Assert.Equal(200, await ClientSteps.WhoAmIAsync(hub.Hub, token));
        await LogOutAsync(page);
        await ClientSteps.AssertSignedOutAsync(hub, page, kept, owner);
        Assert.Equal(403, await ClientSteps.WhoAmIAsync(hub.Hub, token));
    }

    // One blank page stays, so that the context does.
    private static async Task LeaveAsync(IBrowserContext context)
    {
        foreach (var page in context.Pages)
        {
            await page.GotoAsync("about:blank");
        }
    }
}
