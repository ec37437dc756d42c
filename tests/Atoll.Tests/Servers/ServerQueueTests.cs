using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.TestKit;
using Atoll.Tests.Web;
using Xunit;

namespace Atoll.Tests.Servers;

/// <summary>Starts that wait for others, on a hub that starts one server at a time.</summary>
public sealed class ServerQueueTests(NarrowHub hub) : IClassFixture<NarrowHub>
{
    [Fact]
    public async Task Starts_wait_in_order_and_see_their_place()
    {
        var people = new List<UserRow>();
        foreach (var name in new[] { "queue-first", "queue-second", "queue-third" })
        {
            people.Add(await hub.AddAsync(name));
            Assert.Equal(202, (await hub.StartAsync(people[^1], StandIn.Held)).Status);
        }

        await hub.UntilAsync(people[0], ServerPhase.Booting);
        Assert.Equal(["You are next in the queue.", "You are number 2 in the queue."], [await PlaceAsync(people[1]), await PlaceAsync(people[2])]);

        StandIn.LetGo(hub.Fixture.Settings.Data, people[0]);
        await hub.UntilAsync(people[0], ServerPhase.Ready);
        await hub.UntilAsync(people[1], ServerPhase.Booting);
        Assert.Equal(ServerPhase.Waiting, (await hub.RowAsync(people[2])).Phase);
        Assert.Equal("You are next in the queue.", await PlaceAsync(people[2]));

        // A start that is cancelled makes room, too.
        await hub.StopAsync(people[1]);
        StandIn.LetGo(hub.Fixture.Settings.Data, people[2]);
        await hub.UntilAsync(people[2], ServerPhase.Ready);
    }

    [Fact]
    public async Task Waiting_start_can_be_cancelled()
    {
        var (ada, bob) = (await hub.AddAsync("queue-holds"), await hub.AddAsync("queue-leaves"));
        await hub.StartAsync(ada, StandIn.Held);
        await hub.StartAsync(bob, StandIn.Prompt);
        await hub.UntilAsync(ada, ServerPhase.Booting);
        await hub.UntilAsync(bob, ServerPhase.Waiting);

        await hub.StopAsync(bob);

        var row = await hub.UntilAsync(bob, ServerPhase.Stopped);
        Assert.Null(row.Reason);
        await hub.StopAsync(ada);
        await hub.UntilAsync(ada, ServerPhase.Stopped);
    }

    private async Task<string> PlaceAsync(UserRow user)
    {
        using var browser = await hub.SignInAsync(user);
        using var answer = await browser.VisitAsync($"/hub/spawn-pending/{user.Name}");
        var page = new HtmlPage(await answer.Content.ReadAsStringAsync(CancellationToken.None));
        return page.ById("panel-queue")!.Text().Split(" It starts")[0];
    }
}
