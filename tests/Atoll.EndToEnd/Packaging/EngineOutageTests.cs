using System.Net;
using Atoll.Accounts.People;
using Atoll.EndToEnd.Compute;
using Atoll.TestKit;
using Xunit;

namespace Atoll.EndToEnd.Packaging;

/// <summary>The container engine dies while people work, and comes back.</summary>
public sealed class EngineOutageTests : IAsyncLifetime
{
    private readonly OwnEngine _engine = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-outage-");
    private readonly int _apiPort = HubFixture.FreePort();
    private string _image = "";
    private HubFixture? _hub;

    public async ValueTask InitializeAsync()
    {
        await _engine.StartAsync();
        using var engine = new Engine(_engine.SocketPath);
        _image = await BusyboxImage.EnsureAsync(engine, CancellationToken.None);
        _hub = await BootAsync(port: 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }

        await _engine.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Open_servers_stay_reachable_and_starts_wait_for_the_engine()
    {
        var (ada, bob) = (await _hub!.AddUserAsync("ada"), await _hub.AddUserAsync("bob"));
        await Story.Servers.StartAsync(_hub, ada, BusyboxServer.Name);
        var browser = (await _hub.SignInAsync(ada)).Client;
        await Visits.FollowAsync(browser, "/user/ada/");
        var number = await BusyboxServer.NumberAsync(browser, "ada");
        Assert.NotNull(number);

        await _engine.KillAsync();
        Assert.Equal(number, await BusyboxServer.NumberAsync(browser, "ada"));
        await AskToStartAsync(bob);
        var page = (await _hub.SignInAsync(bob)).Client;
        await Until.TrueAsync(
            async () => (await TextAsync(page, "/hub/spawn-pending/bob")).Contains("does not answer. This goes on as soon as it does.", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20), "the page to say what the start waits for");

        // The hub itself may be started again meanwhile.
        await _hub.StopAsync();
        _hub = await BootAsync(_hub.Settings.Port);
        Assert.Equal(number, await BusyboxServer.NumberAsync(browser, "ada"));

        await _engine.StartAsync();
        await Story.Servers.ReadyAsync(_hub, bob);
        Assert.Equal(number, await BusyboxServer.NumberAsync(browser, "ada"));
    }

    private Task<HubFixture> BootAsync(int port) => HubFixture.StartAsync(
        options =>
        {
            options.Site.Socket = _engine.SocketPath;
            options.Site.ApiPort = _apiPort;
            options.Environments = [BusyboxServer.Of(_image)];
        },
        _folder.FullName,
        port);

    private async Task AskToStartAsync(UserRow user)
    {
        using var program = await _hub!.WithTokenAsync(user);
        using var body = new StringContent($$"""{"environment": "{{BusyboxServer.Name}}"}""");
        using var answer = await program.PostAsync($"/hub/api/users/{user.Name}/server", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task<string> TextAsync(HttpClient browser, string path)
    {
        using var answer = await Visits.FollowAsync(browser, path);
        return await answer.Content.ReadAsStringAsync();
    }
}
