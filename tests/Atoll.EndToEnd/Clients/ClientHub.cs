using Atoll.Accounts.People;
using Atoll.EndToEnd.Story;
using Atoll.Environments;
using Atoll.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace Atoll.EndToEnd.Clients;

/// <summary>A hub whose only environment is an unmodified <c>jupyterhub-singleuser</c> that signs people in itself, and a real browser.</summary>
public abstract class ClientHub(string image, string defaultUrl) : IAsyncLifetime
{
    /// <summary>Everybody's here.</summary>
    public const string Password = "lovelace-1815";

    private readonly Screenshots _screenshots = new($"client-{image}");
    private int _people;

    internal EnvironmentOptions Environment { get; } = new()
    {
        Name = image,
        Image = $"atoll/{image}:latest",
        BuiltHere = true,
        DefaultUrl = defaultUrl,
        // Not five minutes.
        Env = { ["JUPYTERHUB_ACTIVITY_INTERVAL"] = "2" },
    };

    internal HubFixture Hub { get; private set; } = null!;

    internal Browser Browser { get; private set; } = null!;

    internal static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        Hub = await HubFixture.StartAsync(options =>
        {
            options.Environments = [Environment];
            options.Servers.NamedServers = true;
            options.Servers.StopOnLogout = false;
            options.Servers.GraceSeconds = 2;
        });
        Browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Browser.PictureAllAsync(_screenshots);
        await _screenshots.KeepLogsAsync(Hub);
        await Browser.DisposeAsync();
        await Hub.DisposeAsync();
        Assert.Empty(Hub.Complaints);
    }

    internal Task<UserRow> AddAsync(string name, bool admin = false) =>
        Hub.AddUserAsync($"{name}-{Interlocked.Increment(ref _people)}", Password, admin);

    /// <summary>A person at the sign-in page of a browser of their own, who wants to go to <paramref name="path"/>.</summary>
    internal async Task<IPage> SignInAsync(UserRow user, string path = "/")
    {
        var page = await Browser.PersonAsync(Hub.Url);
        await SignInAsync(page, user, path);
        return page;
    }

    internal static async Task SignInAsync(IPage page, UserRow user, string path = "/")
    {
        await page.GotoAsync(path);
        await page.GetByLabel("Name").FillAsync(user.Name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    internal static async Task StartAsync(IPage page)
    {
        await page.GetByLabel("Small").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
    }

    internal Task TakeAsync(IPage page, string name) => _screenshots.TakeAsync(page, name);

}

/// <summary><c>jupyterhub-singleuser</c> 5.2 with JupyterLab.</summary>
public sealed class LabHub() : ClientHub("slim", "/lab");

/// <summary><c>jupyterhub-singleuser</c> 3.0 with the classic notebook.</summary>
public sealed class ClassicHub() : ClientHub("classic", "/tree");

/// <summary>The full environment, with nbgitpuller.</summary>
public sealed class NotebookHub() : ClientHub("notebook", "/lab");
