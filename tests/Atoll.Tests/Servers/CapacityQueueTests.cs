using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Core.Lifecycles;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>Starts that wait for memory, on a site of 2 GB that has room for two small servers or one large.</summary>
[Trait("Pace", "slow")]
public sealed class CapacityQueueTests : IAsyncLifetime
{
    private readonly BoundedHub _hub = new();

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Third_waits_in_sight_of_all_and_starts_when_one_stops()
    {
        var (ada, bob, cyd) = (await _hub.AddAsync("ada"), await _hub.AddAsync("bob"), await _hub.AddAsync("cyd"));
        await _hub.ReadyAsync(ada);
        await _hub.ReadyAsync(bob);

        Assert.Equal(202, (await _hub.StartAsync(cyd, StandIn.Prompt)).Status);

        Assert.Equal("spawn", (string?)(await _hub.AskAsync(cyd, "GET", "/users/cyd")).Json!["pending"]);
        var page = await PendingAsync(cyd);
        Assert.StartsWith("You are next in the queue.", page.ById("panel-queue")!.Text(), StringComparison.Ordinal);
        Assert.Equal("It needs 1 GB of memory; 0 KB of 2 GB are free.", page.ById("panel-waits")!.Text());
        Assert.NotNull(page.ById("panel-cancel"));
        using var client = await _hub.Fixture.WithTokenAsync(cyd);
        using var stream = await client.GetAsync(
            new Uri("/hub/api/users/cyd/server/progress", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);

        await _hub.StopAsync(ada);

        await _hub.UntilAsync(cyd, ServerPhase.Ready);
        var told = (await stream.Content.ReadAsStringAsync(CancellationToken.None)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(one => JsonNode.Parse(one["data: ".Length..])!).ToList();
        Assert.Equal("""{"progress":5,"message":"Number 1 in the queue. It needs 1 GB of memory; 0 KB of 2 GB are free."}""", told[1].ToJsonString());
        Assert.True((bool)told[^1]["ready"]!);
    }

    [Fact]
    public async Task Cancel_takes_out_of_the_queue()
    {
        var (ada, bob) = (await _hub.AddAsync("ada"), await _hub.AddAsync("bob"));
        await _hub.StartAsync(ada, StandIn.Prompt, "large");
        await _hub.StartAsync(bob, StandIn.Prompt);
        await _hub.UntilAsync(ada, ServerPhase.Ready);
        Assert.Equal(ServerPhase.Waiting, (await _hub.RowAsync(bob)).Phase);

        await _hub.StopAsync(bob);

        Assert.Null((await _hub.UntilAsync(bob, ServerPhase.Stopped)).Reason);
        Assert.Equal(0, await _hub.WorkloadsAsync(await _hub.RowAsync(bob)));
    }

    [Fact]
    public async Task Small_one_that_would_fit_waits_behind_the_large_one()
    {
        var (ada, bob, cyd) = (await _hub.AddAsync("ada"), await _hub.AddAsync("bob"), await _hub.AddAsync("cyd"));
        await _hub.ReadyAsync(ada);
        await _hub.StartAsync(bob, StandIn.Prompt, "large");
        await _hub.StartAsync(cyd, StandIn.Prompt);

        Assert.Equal("It needs 2 GB of memory; 1 of 2 GB are free.", (await PendingAsync(bob)).ById("panel-waits")!.Text());
        var page = await PendingAsync(cyd);
        Assert.StartsWith("You are number 2 in the queue.", page.ById("panel-queue")!.Text(), StringComparison.Ordinal);
        Assert.Equal("Those before it go first. It needs 1 GB of memory; 1 of 2 GB are free.", page.ById("panel-waits")!.Text());

        await _hub.StopAsync(ada);
        await _hub.UntilAsync(bob, ServerPhase.Ready);
        Assert.Equal(ServerPhase.Waiting, (await _hub.RowAsync(cyd)).Phase);
        // The large one gives up, and its whole room is there again.
        await _hub.StopAsync(bob);
        await _hub.UntilAsync(cyd, ServerPhase.Ready);
    }

    [Fact]
    public async Task What_can_never_fit_is_refused_at_once_and_not_offered()
    {
        const string Sentence = "The size Vast needs 100 GB and 0.8 CPU; all servers here together have 2 GB and 4 CPUs. Choose a smaller size.";
        var ada = await _hub.AddAsync("ada");

        var answer = await _hub.StartAsync(ada, StandIn.Prompt, "vast");

        Assert.Equal((400, Sentence), (answer.Status, answer.Message));
        Assert.Null(await _hub.Store.FindAsync(ada.Id, "", CancellationToken.None));
        using var browser = await _hub.SignInAsync(ada);
        using var start = await browser.VisitAsync("/hub/spawn");
        var page = new HtmlPage(await start.Content.ReadAsStringAsync(CancellationToken.None));
        var sizes = page.ById("size")!.Descendants("label").ToList();
        Assert.Contains("Most work fits here. 2 of 2 free now", sizes[0].Text(), StringComparison.Ordinal);
        Assert.Contains("1 of 1 free now", sizes[1].Text(), StringComparison.Ordinal);
        Assert.Contains("It needs 100 GB and 0.8 CPU; all servers here together have 2 GB and 4 CPUs.", sizes[2].Text(), StringComparison.Ordinal);
        Assert.True(sizes[2].Descendants("input").Single().Has("disabled"));
        using var posted = await browser.PostAsync("/hub/spawn", browser.Cookie("_xsrf"), ("environment", StandIn.Prompt), ("size", "vast"));
        var again = await posted.Content.ReadAsStringAsync(CancellationToken.None);
        Assert.Equal(400, (int)posted.StatusCode);
        Assert.Contains(Sentence, again, StringComparison.Ordinal);
        Assert.Contains("Reason code: over-capacity", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_that_no_longer_fits_because_the_site_shrank_ends_with_that_reason()
    {
        var (ada, bob) = (await _hub.AddAsync("ada"), await _hub.AddAsync("bob"));
        await _hub.ReadyAsync(ada);
        await _hub.StartAsync(bob, StandIn.Prompt, "large");
        await _hub.UntilAsync(bob, ServerPhase.Waiting);

        _hub.Site.Capacity = new SiteCapacity(4, 1L << 30);

        var row = await _hub.UntilAsync(bob, ServerPhase.Stopped);
        Assert.Equal(
            (Reasons.OverCapacity, "The size Large needs 2 GB and 0.1 CPU; all servers here together have 1 GB and 4 CPUs."),
            (row.Reason, row.ReasonDetail));
    }

    [Fact]
    public async Task While_the_site_is_away_starts_wait_for_it_and_say_so()
    {
        var ada = await _hub.AddAsync("ada");
        _hub.Site.IsAway = true;
        await _hub.StartAsync(ada, StandIn.Prompt);

        var page = await PendingAsync(ada);
        Assert.Null(page.ById("panel-queue"));
        Assert.StartsWith("The machine that runs the servers does not answer", page.ById("panel-waits")!.Text(), StringComparison.Ordinal);

        _hub.Site.IsAway = false;
        await _hub.UntilAsync(ada, ServerPhase.Ready);
    }

    [Fact]
    public async Task Next_hub_goes_on_with_the_queue_as_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("atoll-queue-");
        var last = await HubFixture.StartAsync(Configure, folder.FullName, site: site => new BoundedSite(site));
        var ids = new List<long>();
        foreach (var name in new[] { "ada", "bob", "cyd", "dan" })
        {
            ids.Add(await AskAsync(last, await last.AddUserAsync(name)));
        }

        await UntilAsync(last, ids[..2], ServerPhase.Ready);
        await last.StopAsync();

        await using (var hub = await HubFixture.StartAsync(Configure, folder.FullName, site: site => new BoundedSite(site)))
        {
            await UntilAsync(hub, ids[..2], ServerPhase.Ready);
            await UntilAsync(hub, ids[2..], ServerPhase.Waiting);
            await hub.Services.GetRequiredService<ServerActions>().StopAsync(ids[0], CancellationToken.None);
            await UntilAsync(hub, [ids[2]], ServerPhase.Ready);
            await UntilAsync(hub, [ids[3]], ServerPhase.Waiting);
        }

        await last.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Freed_place_is_taken_before_the_next_in_line_would_look_by_itself()
    {
        var time = new ManualTime();
        var hub = await HubFixture.StartAsync(Configure, time: time, site: site => new BoundedSite(site));
        try
        {
            await TakeFreedPlaceAsync(hub, time);
        }
        finally
        {
            // Ending processes takes time by this clock, too.
            var ends = hub.DisposeAsync().AsTask();
            await Until.TrueAsync(() => Passes(time, 50, ends.IsCompleted), TimeSpan.FromSeconds(30), "the hub to end");
            await ends;
        }
    }

    private static async Task TakeFreedPlaceAsync(HubFixture hub, ManualTime time)
    {
        var ids = new List<long>();
        foreach (var name in new[] { "ada", "bob", "cyd" })
        {
            ids.Add(await AskAsync(hub, await hub.AddUserAsync(name)));
        }

        await UntilAsync(ids[0], ServerPhase.Ready);
        await UntilAsync(ids[1], ServerPhase.Ready);
        await UntilAsync(ids[2], ServerPhase.Waiting);
        var before = time.GetUtcNow();
        await hub.Services.GetRequiredService<ServerActions>().StopAsync(ids[0], CancellationToken.None);
        await UntilAsync(ids[2], ServerPhase.Booting);
        Assert.InRange(time.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(0.9));

        // The clock goes on only as far as processes need it to be looked at.
        Task UntilAsync(long id, ServerPhase phase) => Until.TrueAsync(
            async () => Passes(
                time, 5, (await hub.Services.GetRequiredService<ServerStore>().GetAsync(id, CancellationToken.None))!.Phase >= phase),
            TimeSpan.FromSeconds(30),
            $"{id} to be {phase}");
    }

    private static bool Passes(ManualTime time, int milliseconds, bool done)
    {
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return done;
    }

    private static void Configure(HubOptions options)
    {
        StandIn.Configure(options);
        BoundedHub.Bound(options);
    }

    private static async Task<long> AskAsync(HubFixture hub, UserRow user) =>
        (await hub.Services.GetRequiredService<ServerActions>().StartAsync(user, "", request: null, CancellationToken.None)).Row!.Id;

    private static async Task UntilAsync(HubFixture hub, IEnumerable<long> servers, ServerPhase phase)
    {
        foreach (var id in servers)
        {
            var row = await hub.Services.GetRequiredService<ServerWaits>()
                .UntilAsync(id, now => now.Phase == phase, TimeSpan.FromSeconds(20), CancellationToken.None);
            Assert.Equal((id, phase), (row!.Id, row.Phase));
        }
    }

    private async Task<HtmlPage> PendingAsync(UserRow user)
    {
        using var browser = await _hub.SignInAsync(user);
        using var answer = await browser.VisitAsync($"/hub/spawn-pending/{user.Name}");
        return new HtmlPage(await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }
}
