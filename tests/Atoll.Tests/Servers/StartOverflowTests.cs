using System.Globalization;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>A hub that refuses what it has no room for, as JupyterHub does, and that allows three servers.</summary>
public sealed class StartOverflowTests : IAsyncLifetime
{
    private readonly RejectingHub _hub = new();

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Start_without_room_is_refused_in_upstreams_words_and_on_a_page()
    {
        var (ada, bob) = (await _hub.AddAsync("ada"), await _hub.AddAsync("bob"));
        Assert.Equal(202, (await _hub.StartAsync(ada, StandIn.Prompt, "large")).Status);

        using var client = await _hub.Fixture.WithTokenAsync(bob);
        using var answer = await client.PostAsync(new Uri("/hub/api/users/bob/server", UriKind.Relative), null, CancellationToken.None);

        var seconds = int.Parse(answer.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 30, 60);
        Assert.Equal(429, (int)answer.StatusCode);
        Assert.Equal(
            $$"""{"status":429,"message":"Too many users trying to log in right now. Try again in {{(seconds + 9) / 10}}0 seconds."}""",
            await answer.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Null(await _hub.Store.FindAsync(bob.Id, "", CancellationToken.None));

        using var browser = await _hub.SignInAsync(bob);
        using var posted = await browser.PostAsync("/hub/spawn", browser.Cookie("_xsrf"), ("environment", StandIn.Prompt), ("size", "small"));
        var page = new HtmlPage(await posted.Content.ReadAsStringAsync(CancellationToken.None));
        Assert.Equal(429, (int)posted.StatusCode);
        Assert.True(posted.Headers.Contains("Retry-After"));
        Assert.Equal("The hub is full at the moment", page.One("h1").Text());
        var again = page.All("a").Single(link => link.Text() == "Try again");

        await _hub.StopAsync(ada);
        await _hub.UntilAsync(ada, ServerPhase.Stopped);
        using var choose = await browser.VisitAsync(again.Value("href")!);
        Assert.Equal(200, (int)choose.StatusCode);
        using var accepted = await browser.PostAsync("/hub/spawn", browser.Cookie("_xsrf"), ("environment", StandIn.Prompt), ("size", "small"));
        Assert.Equal(302, (int)accepted.StatusCode);
        await _hub.UntilAsync(bob, ServerPhase.Ready);
    }

    [Fact]
    public async Task Of_those_who_come_at_once_no_more_are_let_in_than_there_is_room_for()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _hub.AddAsync($"crowd{number}")));

        var answers = await Task.WhenAll(people.Select(one => _hub.StartAsync(one, StandIn.Prompt)));

        Assert.Equal([202, 202, 429, 429, 429, 429, 429, 429], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task Beyond_the_limit_of_active_servers_nobody_starts()
    {
        _hub.Site.Capacity = new(16, 64L << 30);
        foreach (var name in new[] { "one", "two", "three" })
        {
            await _hub.StartAsync(await _hub.AddAsync(name), StandIn.Prompt);
        }

        var answer = await _hub.StartAsync(await _hub.AddAsync("four"), StandIn.Prompt);

        Assert.Equal((429, "Active user limit exceeded. Try again in a few minutes."), (answer.Status, answer.Message));
    }
}
