using Atoll.Accounts.People;
using Atoll.Compute;
using Atoll.Compute.Processes;
using Atoll.Core.Capacity;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Secrets;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Workloads;
using Xunit;

namespace Atoll.Tests.Servers;

public sealed class SqliteStartQueues(SqliteTestDatabase test) : StartQueueSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresStartQueues(PostgresTestDatabase test) : StartQueueSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>The queue as the rows have it, on both databases. Each test has a site of its own.</summary>
public abstract class StartQueueSuite(TestDatabase test)
{
    private const long Gb = 1L << 30;

    private readonly ManualTime _time = new();
    private readonly string _name = $"site-{Guid.NewGuid():n}";
    private readonly BoundedSite _site = new(new ProcessSite(new ProcessSiteOptions { InstanceId = "no-instance", StateRoot = "/nowhere", VolumesRoot = "/nowhere" }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_who_have_a_place_hold_it_until_they_are_taken_down()
    {
        var hub = HubOn(test.Database);
        var rows = await StartAsync(hub, 4);
        await GoAsync(hub, rows[0], new Placed(), new ImageReady(), new WorkloadSeen("c1", "10.0.0.2:8888"), new Answered());
        await GoAsync(hub, rows[1], new Placed(), new ImageReady());
        await GoAsync(hub, rows[2], new Placed(), new StopRequested());

        var load = (await hub.Loads.ReadAsync(_name, Cancel)).Load!;
        Assert.Equal((new Amounts(4000, 2 * Gb), new Amounts(300, 3 * Gb), 1), (load.Capacity, load.Taken, load.Starting));
        Assert.Equal([new WaitingStart(rows[3].Id, new Amounts(100, Gb))], load.Queue);

        await GoAsync(hub, rows[2], new TakenDown());
        Assert.Equal(new Amounts(200, 2 * Gb), (await hub.Loads.ReadAsync(_name, Cancel)).Load!.Taken);
    }

    [Fact]
    public async Task Queue_is_in_the_order_in_which_people_came()
    {
        var hub = HubOn(test.Database);
        var rows = await StartAsync(hub, 3);
        await GoAsync(hub, rows[0], new StopRequested(), new TakenDown());
        await StartAsync(hub, rows[0].UserId);

        var (load, _) = await hub.Loads.ReadAsync(_name, Cancel);

        Assert.Equal([rows[1].Id, rows[2].Id, rows[0].Id], load!.Queue.Select(start => start.Id));
        Assert.Contains(rows[1].Id, await hub.Queue.FirstInLineAsync(Cancel));
        Assert.DoesNotContain(rows[2].Id, await hub.Queue.FirstInLineAsync(Cancel));
    }

    [Fact]
    public async Task Smaller_next_choice_frees_nothing_while_the_last_run_is_taken_down()
    {
        var hub = HubOn(test.Database);
        var row = await StartAsync(hub, (await UserAsync()).Id, gigabytes: 2);
        await GoAsync(hub, row, new Placed(), new ImageReady(), new StopRequested());
        await StartAsync(hub, row.UserId, gigabytes: 1);
        Assert.Equal(2 * Gb, (await hub.Loads.ReadAsync(_name, Cancel)).Load!.Taken.MemoryBytes);

        await GoAsync(hub, row, new TakenDown());

        var (load, _) = await hub.Loads.ReadAsync(_name, Cancel);
        Assert.Equal((0L, Gb), (load!.Taken.MemoryBytes, load.Queue.Single().Needs.MemoryBytes));
    }

    [Fact]
    public async Task Place_that_was_seen_free_is_taken_only_if_it_still_is()
    {
        await using var other = test.OpenAnother();
        Hub[] hubs = [HubOn(test.Database), HubOn(other)];
        var rows = await StartAsync(hubs[0], 2);
        var seen = await Task.WhenAll(rows.Select(row => hubs[0].Queue.LookAsync(row, Cancel)));
        Assert.All(seen, one => Assert.IsType<Placed>(one));

        // Between looking and writing down, half of the site is gone.
        _site.Capacity = new SiteCapacity(4, Gb);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(rows.Select((row, i) => hubs[i].Queue.TakeAsync(row, Cancel)));

        var now = await Task.WhenAll(rows.Select(row => hubs[0].Store.GetAsync(row.Id, Cancel)));
        Assert.Equal([ServerPhase.Pulling, ServerPhase.Waiting], now.Select(row => row!.Phase));
    }

    [Fact]
    public async Task Site_is_asked_for_its_capacity_once_in_a_while()
    {
        var hub = HubOn(test.Database);
        await hub.Loads.ReadAsync(_name, Cancel);
        await hub.Loads.ReadAsync(_name, Cancel);
        Assert.Equal(1, _site.Asked);

        _time.Advance(TimeSpan.FromSeconds(10));
        _site.IsAway = true;
        Assert.IsType<SiteAway>((await hub.Loads.ReadAsync(_name, Cancel)).Failure);

        _site.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await hub.Loads.ReadAsync(_name, Cancel)).Load);
        Assert.Equal(3, _site.Asked);
    }

    private Hub HubOn(HubDatabase database)
    {
        var options = new Live<ServersOptions>(new ServersOptions());
        var store = new ServerStore(
            database, new ServerCredentials(new ServerTokens(new HubSecrets(new byte[32])), new Live<RoleBook>(RoleBook.Standard), _time), options, new ServerChanges(), _time);
        var capacities = new Capacities(new Sites(new Dictionary<string, ISite> { [_name] = _site }), _time);
        var loads = new SiteLoads(database, options, capacities);
        return new Hub(store, loads, new StartQueue(database, loads, capacities, store));
    }

    private async Task<List<ServerRow>> StartAsync(Hub hub, int people)
    {
        var rows = new List<ServerRow>();
        for (var i = 0; i < people; i++)
        {
            rows.Add(await StartAsync(hub, (await UserAsync()).Id));
        }

        return rows;
    }

    private async Task<ServerRow> StartAsync(Hub hub, long user, int gigabytes = 1)
    {
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var plan = new ServerPlan { Environment = "slim", Size = "small", CpuRequest = 0.1, MemoryRequest = gigabytes * Gb };
        return await hub.Store.StartAsync(new StartOrder(user, "", _name, new StartChoice(plan, "{}")), Cancel);
    }

    private static async Task GoAsync(Hub hub, ServerRow row, params ServerEvent[] events)
    {
        foreach (var one in events)
        {
            await hub.Store.ApplyAsync(row.Id, one, Cancel);
        }
    }

    private async Task<UserRow> UserAsync() => (await test.Database.WriteAsync(
        connection => UserStore.CreateAsync(connection, UserName.Parse($"q{Guid.NewGuid():n}"), admin: false, _time.GetUtcNow()), Cancel))!;

    private sealed record Hub(ServerStore Store, SiteLoads Loads, StartQueue Queue);
}
