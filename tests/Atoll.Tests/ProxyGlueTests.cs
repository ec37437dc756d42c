using Atoll.Accounts.SignIn;
using Atoll.TestKit;
using Atoll.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests;

/// <summary>What the hub tells the proxy of sessions: a cookie that has grown old opens a server as long as its session lives.</summary>
public sealed class ProxyGlueTests : IAsyncLifetime
{
    // Longer than a gate cookie is good for by itself.
    private static readonly TimeSpan _later = TimeSpan.FromMinutes(6);

    private readonly ShiftedTime _time = new();
    private HubFixture _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubFixture.StartAsync(StandIn.Configure, time: _time);
        var ada = await _hub.AddUserAsync("ada", "secret");
        using var program = await _hub.WithTokenAsync(ada);
        using var answer = await program.PostAsync(new Uri("/hub/api/users/ada/server", UriKind.Relative), null, CancellationToken.None);
        Assert.Equal(201, (int)answer.StatusCode);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Stale_cookie_of_a_living_session_is_renewed_without_a_navigation()
    {
        using var browser = await EnterAsync();
        var first = browser.Cookie("atoll-gate", "/user/ada/");
        _time.Shift(_later);

        Assert.Equal(200, await FetchAsync(browser));
        Assert.NotEqual(first, browser.Cookie("atoll-gate", "/user/ada/"));
    }

    [Fact]
    public async Task Cookie_of_an_ended_session_is_refused_at_once_and_when_stale()
    {
        using var browser = await EnterAsync();
        using var other = await EnterAsync();
        await _hub.Services.GetRequiredService<Sessions>().EndAsync(browser.Cookie("jupyterhub-session-id", "/")!, CancellationToken.None);

        await Until.TrueAsync(() => IsRefusedAsync(browser), TimeSpan.FromSeconds(10), "the proxy to hear of it");
        _time.Shift(_later);
        Assert.Equal(403, await FetchAsync(browser));
        Assert.Equal(200, await FetchAsync(other));
    }

    [Fact]
    public async Task Session_that_is_over_by_itself_opens_nothing()
    {
        using var browser = await EnterAsync();
        _time.Shift(Sessions.Lifetime + _later);

        Assert.Equal(403, await FetchAsync(browser));
    }

    // A request that is on its way when the news comes is cut off.
    private static async Task<bool> IsRefusedAsync(Browser browser)
    {
        try
        {
            return await FetchAsync(browser) == 403;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<int> FetchAsync(Browser browser)
    {
        using var answer = await browser.FetchAsync("/user/ada/x");
        return (int)answer.StatusCode;
    }

    private async Task<Browser> EnterAsync()
    {
        var browser = new Browser(_hub.Url);
        using var signIn = await browser.SignInAsync("ada", "secret");
        using var entered = await browser.VisitAsync("/hub/enter?next=/user/ada/x");
        Assert.Equal(200, await FetchAsync(browser));
        return browser;
    }
}
