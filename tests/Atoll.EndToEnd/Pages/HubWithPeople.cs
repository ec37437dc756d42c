using Atoll.Accounts.People;
using Atoll.EndToEnd.Story;
using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Pages;

/// <summary>A real hub whose servers start in milliseconds, and a real browser: for what a person does on the hub's own pages.</summary>
public sealed class HubWithPeople : IAsyncLifetime
{
    /// <summary>Everybody's here.</summary>
    public const string Password = "lovelace-1815";

    private int _people;

    internal HubFixture Hub { get; private set; } = null!;

    internal Browser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await HubFixture.StartAsync(options =>
        {
            StandIn.Configure(options);
            options.Servers.GraceSeconds = 0.3;
        });
        Browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Hub.DisposeAsync();
    }

    /// <summary>Somebody new.</summary>
    internal Task<UserRow> AddAsync(bool admin = false) => Hub.AddUserAsync($"ada-{Interlocked.Increment(ref _people)}", Password, admin);

    internal Task<IPage> WindowAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Hub.Url.ToString();
        return Browser.WindowAsync(options);
    }

    internal static async Task SignInAsync(IPage page, UserRow user, string path = "/")
    {
        await page.GotoAsync(path);
        await page.GetByLabel("Name").FillAsync(user.Name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    internal static async Task StartAsync(IPage page, string environment)
    {
        await page.GetByLabel($"A {environment} one").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
    }

    internal void LetGo(UserRow user) => StandIn.LetGo(Hub.Settings.Data, user);
}
