using System.Net;
using Atoll.Accounts.People;
using Atoll.Platform.Database;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Atoll.Tests.Web;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.FirstDay;

/// <summary>
/// The disk under the data folder fills up while the hub runs: reading goes on, writing is refused with a sentence, nothing is half done, and
/// when there is space again everything works without a restart.
/// </summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Sentence = "The hub's disk is full: nothing new can be saved or started, and nothing was changed. What runs goes on.";

    private readonly TinyDisk _disk = TinyDisk.Mount(kilobytes: 8192);
    private readonly ShiftedTime _time = new();
    private HubFixture _hub = null!;
    private UserRow _ada = null!;
    private Browser _browser = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync(StandIn.Configure, _disk.Path, time: _time);
        _ada = await _hub.AddUserAsync("ada", "secret");
        _browser = new Browser(_hub.Url);
        using var signedIn = await _browser.SignInAsync("ada", "secret");
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        _disk.Empty();
        await _hub.DisposeAsync();
        _disk.Dispose();
    }

    [Fact]
    public async Task Reads_go_on_writes_are_refused_and_space_mends_it()
    {
        using var token = await _hub.WithTokenAsync(_ada);
        await StartAndWaitAsync(token);
        var inside = await ReadAsync("/user/ada/x");
        _disk.Fill();
        // Long enough for the session's and the token's use to be noted again.
        _time.Shift(TimeSpan.FromMinutes(2));

        // What is there can be looked at, and what runs goes on.
        var home = await (await _browser.VisitAsync("/hub/home")).PageAsync(200);
        Assert.Contains("Running", home.Said(), StringComparison.Ordinal);
        Assert.Equal(inside, await ReadAsync("/user/ada/x"));
        Assert.Contains("\"name\":\"ada\"", await token.GetStringAsync(new Uri("/hub/api/user", UriKind.Relative), Cancel), StringComparison.Ordinal);

        // What must be written is refused, by page and API.
        using var second = new Browser(_hub.Url);
        var signIn = await (await second.SignInAsync("ada", "secret")).PageAsync(507);
        Assert.Contains(Sentence, signIn.Said(), StringComparison.Ordinal);
        Assert.Null(second.Cookie("jupyterhub-hub-login"));
        var stop = await (await _browser.PressAsync(home, "Stop now")).PageAsync(507);
        Assert.Contains(Sentence, stop.Said(), StringComparison.Ordinal);
        var api = await ApiAnswer.OfAsync(await token.DeleteAsync(new Uri("/hub/api/users/ada/server", UriKind.Relative), Cancel));
        Assert.Equal(
            (507, "There is no space left on the hub's disk: nothing was changed. Ask again when its operators have made room."), (api.Status, api.Message));

        _disk.Empty();
        using var stopped = await _browser.PressAsync(home, "Stop now");
        Assert.Equal(HttpStatusCode.Found, stopped.StatusCode);
        using var third = await second.SignInAsync("ada", "secret");
        Assert.Equal(HttpStatusCode.Found, third.StatusCode);
        await IsWholeAsync();
    }

    [Fact]
    public async Task Start_is_refused_and_goes_through_when_there_is_space()
    {
        using var token = await _hub.WithTokenAsync(_ada);
        var choosing = await (await _browser.VisitAsync("/hub/spawn")).PageAsync(200);
        _disk.Fill();

        var refused = await (await _browser.PressAsync(choosing, "Start")).PageAsync(507);
        Assert.Contains(Sentence, refused.Said(), StringComparison.Ordinal);
        Assert.Contains(refused.All("a"), link => link.Text() == "Go to your home page");
        Assert.Equal("Start your server", (await (await _browser.VisitAsync("/hub/spawn")).PageAsync(200)).One("h1").Text());

        _disk.Empty();
        using var started = await _browser.PressAsync(choosing, "Start");
        Assert.Equal(HttpStatusCode.Found, started.StatusCode);
        await RunningAsync(token);
        await IsWholeAsync();
    }

    [Fact]
    public async Task Writes_that_share_a_commit_all_hear_the_reason()
    {
        _disk.Fill();

        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Record.ExceptionAsync(
            () => _hub.AddUserAsync($"one-of-many-{number}", admin: number % 2 == 0)).AsTask()));

        Assert.All(failures, failure => Assert.Equal(DatabaseFault.NoSpace, Assert.IsType<DatabaseException>(failure).Fault));
        _disk.Empty();
        await _hub.AddUserAsync("one-of-many-0");
        await IsWholeAsync();
    }

    private static async Task StartAndWaitAsync(HttpClient token)
    {
        using var asked = await token.PostAsync(new Uri("/hub/api/users/ada/server", UriKind.Relative), null, Cancel);
        Assert.True(asked.IsSuccessStatusCode);
        await RunningAsync(token);
    }

    private static Task RunningAsync(HttpClient token) => Until.TrueAsync(
        async () => (await token.GetStringAsync(new Uri("/hub/api/users/ada", UriKind.Relative))).Contains("\"ready\":true", StringComparison.Ordinal),
        TimeSpan.FromSeconds(30),
        "the server");

    private async Task<string> ReadAsync(string path)
    {
        using var entered = await _browser.VisitAsync(path);
        using var through = entered.Headers.Location is { } enter ? await _browser.VisitAsync(enter.OriginalString) : null;
        using var answer = await _browser.VisitAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private async Task IsWholeAsync() => Assert.Equal("ok", await _hub.Services.GetRequiredService<HubDatabase>().ReadAsync(
        connection => connection.QuerySingleAsync<string>("PRAGMA integrity_check"), Cancel));
}
