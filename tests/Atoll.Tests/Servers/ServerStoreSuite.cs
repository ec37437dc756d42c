using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.OAuth;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Secrets;
using Atoll.Servers;
using Atoll.TestKit;
using Atoll.Workloads;
using Xunit;

namespace Atoll.Tests.Servers;

public sealed class SqliteServerStores(SqliteTestDatabase test) : ServerStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresServerStores(PostgresTestDatabase test) : ServerStoreSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Servers' rows and all that changes with them, on both databases.</summary>
public abstract class ServerStoreSuite
{
    private static readonly StartChoice _choice = new(PlanOf("slim"), """{"environment":"slim"}""");
    private static readonly WorkloadSeen _seen = new("c1", "10.0.0.2:8888");

    // The whole way of a start, up to ready.
    private static readonly ServerEvent[] _way = [new Placed(), new ImageReady(), _seen, new Answered()];

    private readonly ManualTime _time = new();
    private readonly ServerTokens _tokens = new(new HubSecrets(new byte[32]));
    private readonly TestDatabase _test;
    private readonly ServerStore _store;

    protected ServerStoreSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _test = test;
        _store = StoreOn(test.Database);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HubDatabase Database => _test.Database;

    [Fact]
    public async Task Start_is_written_down_before_anything_is_done()
    {
        var user = await CreateAsync("intent");

        var row = await StartAsync(user);

        Assert.Equivalent(row, await _store.GetAsync(row.Id, Cancel), strict: true);
        Assert.Equal((Wanted.Running, ServerPhase.Waiting, 1), (row.Wanted, row.Phase, row.StartNumber));
        Assert.Equal(("slim", "small", _choice.UserOptions), (row.Environment, row.Size, row.UserOptions));
        Assert.Equivalent(PlanOf("slim"), row.Plan, strict: true);
        Assert.Equal((_time.GetUtcNow(), _time.GetUtcNow()), (row.Started!.Value, row.PhaseSince));
        Assert.Equal([(0, "Server requested")], await StepsAsync(row));
    }

    [Fact]
    public async Task Start_pressed_at_two_hubs_at_once_is_one_start()
    {
        var user = await CreateAsync("twice");
        await using var other = _test.OpenAnother();
        var stores = new[] { _store, StoreOn(other) };

        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            StartAsync(stores[number % 2], user, _choice)));

        Assert.All(rows, row => Assert.Equal((rows[0].Id, 1), (row.Id, row.StartNumber)));
        Assert.Single(await StepsAsync(rows[0]));
        Assert.Single(await TokensAsync(user));
    }

    [Fact]
    public async Task Each_step_is_timed_and_told()
    {
        var row = await StartAsync(await CreateAsync("steps"));
        var began = _time.GetUtcNow();

        await GoAsync(row, TimeSpan.FromSeconds(1), _way);

        var start = (await History().GetAsync(row.Id, 1, Cancel))!;
        Assert.Equal(
            new StartRow { Requested = began, Placed = After(1), Prepared = After(2), Launched = After(3), Ready = After(4) }, start);
        Assert.Equal(
            [(0, "Server requested"), (10, "Found a place to run"), (30, "The environment's image is ready"), (60, "Started; waiting for it to answer")],
            await StepsAsync(row));

        await GoAsync(row, TimeSpan.FromSeconds(1), new StopRequested(), new TakenDown());
        Assert.Equal(start with { Ended = After(6) }, await History().GetAsync(row.Id, 1, Cancel));

        DateTimeOffset After(int seconds) => began.AddSeconds(seconds);
    }

    [Fact]
    public async Task Token_of_a_server_holds_what_its_role_says_and_enters_the_server()
    {
        var user = await CreateAsync("role-of-server");
        var role = new RoleDefinition { Name = "server", Scopes = ["read:users!user", "shares!server", "list:users!group=crew", "proxy!service"] };

        await StartAsync(StoreOn(Database, book: new RoleBook(ScopeCatalog.Standard, [role])), user, _choice);

        Assert.Equal(
            [
                "read:users!user=role-of-server", "shares!server=role-of-server/", "list:users!group=crew",
                "access:servers!server=role-of-server/",
            ],
            Assert.Single(await TokensAsync(user)).ScopeList);
    }

    [Fact]
    public async Task Credentials_come_with_the_start_and_go_at_its_end()
    {
        var user = await CreateAsync("credentials");
        var row = await StartAsync(user);
        var secret = _tokens.Make(row.Id, 1);

        var client = (await ClientAsync(user))!;
        Assert.Equal(OpaqueToken.Hash(secret), client.SecretHash);
        Assert.Equal((OAuthNames.RedirectUri(user.Name, ""), OAuthNames.AccessScope(user.Name, "")), (client.RedirectUri, client.AccessScope));
        var token = Assert.Single(await TokensAsync(user));
        Assert.Equal("Server at /user/credentials/", token.Note);
        Assert.Equal(["users:activity!user=credentials", "access:servers!server=credentials/"], token.ScopeList);
        Assert.True(await HoldsAsync(secret));

        await AddBrowserTokenAsync(user, client.Id);
        await GoAsync(row, TimeSpan.Zero, [.. _way, new StopRequested()]);
        Assert.Equal(2, (await TokensAsync(user)).Count);

        await GoAsync(row, TimeSpan.Zero, new TakenDown());
        Assert.Empty(await TokensAsync(user));
        Assert.Null(await ClientAsync(user));
        Assert.False(await HoldsAsync(secret));
    }

    [Fact]
    public async Task Next_start_has_credentials_of_its_own_and_its_own_progress()
    {
        var user = await CreateAsync("rotation");
        var row = await StartAsync(user);
        await GoAsync(row, TimeSpan.Zero, [.. _way, new RestartRequested(), new TakenDown()]);

        var next = (await _store.GetAsync(row.Id, Cancel))!;
        Assert.Equal((2, ServerPhase.Waiting), (next.StartNumber, next.Phase));
        Assert.False(await HoldsAsync(_tokens.Make(row.Id, 1)));
        Assert.True(await HoldsAsync(_tokens.Make(row.Id, 2)));
        Assert.Single(await TokensAsync(user));
        Assert.Equal([(0, "Server requested")], await StepsAsync(next));
    }

    [Fact]
    public async Task Failure_keeps_its_reason_and_last_lines_until_the_next_start()
    {
        var user = await CreateAsync("failure");
        var row = await StartAsync(user);
        await GoAsync(row, TimeSpan.Zero, [.. _way, new WorkloadSeen("c1", null, Ended: true, ExitCode: 3)]);
        await _store.ApplyAsync(row.Id, new TakenDown(), "one\ntwo", Cancel);

        var failed = (await _store.GetAsync(row.Id, Cancel))!;
        Assert.Equal((ServerPhase.Stopped, Reasons.Crashed, 3, "one\ntwo"), (failed.Phase, failed.Reason, failed.ExitCode, failed.LogTail));
        Assert.Null(failed.Started);
        Assert.Empty(await TokensAsync(user));

        var again = await StartAsync(user);
        Assert.Equal((2, null, null, null), (again.StartNumber, again.Reason, again.ExitCode, again.LogTail));
    }

    [Fact]
    public async Task Wanted_stop_keeps_no_log()
    {
        var row = await StartAsync(await CreateAsync("quiet"));
        await GoAsync(row, TimeSpan.Zero, [.. _way, new StopRequested()]);

        await _store.ApplyAsync(row.Id, new TakenDown(), "one\ntwo", Cancel);

        Assert.Null((await _store.GetAsync(row.Id, Cancel))!.LogTail);
    }

    [Fact]
    public async Task Stop_while_starting_wins_over_what_was_under_way()
    {
        var row = await StartAsync(await CreateAsync("cancel"));
        await GoAsync(row, TimeSpan.Zero, new Placed(), new ImageReady(), new StopRequested(), _seen, new Answered());

        var stopping = (await _store.GetAsync(row.Id, Cancel))!;
        Assert.Equal((ServerPhase.Stopping, Wanted.Stopped, "c1"), (stopping.Phase, stopping.Wanted, stopping.WorkloadId));
        Assert.Contains(await _store.ActiveAsync(Cancel), one => one.Id == stopping.Id);

        await GoAsync(row, TimeSpan.Zero, new TakenDown());
        Assert.DoesNotContain(await _store.ActiveAsync(Cancel), one => one.Id == row.Id);
    }

    [Fact]
    public async Task Start_while_stopping_begins_again_with_the_new_choices()
    {
        var user = await CreateAsync("changed-mind");
        var row = await StartAsync(user);
        await GoAsync(row, TimeSpan.Zero, [.. _way, new StopRequested()]);
        await StartAsync(user, "notebook");

        await GoAsync(row, TimeSpan.Zero, new TakenDown());

        var next = (await _store.GetAsync(row.Id, Cancel))!;
        Assert.Equal((2, "notebook", ServerPhase.Waiting), (next.StartNumber, next.Environment, next.Phase));
    }

    [Fact]
    public async Task Start_while_starting_leaves_the_choices_as_they_are()
    {
        var user = await CreateAsync("settled");
        var row = await StartAsync(user);

        await StartAsync(user, "notebook");

        Assert.Equal("slim", (await _store.GetAsync(row.Id, Cancel))!.Environment);
    }

    [Fact]
    public async Task History_has_the_latest_good_starts_of_an_environment()
    {
        var row = await StartAsync(await CreateAsync("history"), "rare");
        await GoAsync(row, TimeSpan.FromSeconds(1), _way);
        var failed = await StartAsync(await CreateAsync("history-failed"), "rare");
        await GoAsync(failed, TimeSpan.Zero, new SiteRefused(Reasons.Refused, "no"), new TakenDown());

        var start = Assert.Single(await History().RecentAsync("rare", Cancel));

        Assert.Equal(TimeSpan.FromSeconds(4), start.Ready - start.Requested);
        Assert.Empty(await History().RecentAsync("other", Cancel));
    }

    [Fact]
    public async Task A_start_is_a_use_by_its_owner()
    {
        var row = await StartAsync(await CreateAsync("begins"));

        Assert.Equal(_time.GetUtcNow(), (await _store.GetAsync(row.Id, Cancel))!.LastActivity);
        Assert.Equal(_time.GetUtcNow(), (await FindAsync("begins")).LastActivity);
    }

    [Fact]
    public async Task Activity_moves_forward_only_and_refuses_unknown_servers()
    {
        var user = await CreateAsync("activity");
        var row = await StartAsync(user);
        var activity = new ServerActivity(Database);
        var now = _time.GetUtcNow();

        Assert.Null(await activity.ReportAsync(user.Id, Report(now, now), Cancel));
        Assert.Null(await activity.ReportAsync(user.Id, Report(now.AddMinutes(-1), now.AddMinutes(-1)), Cancel));
        Assert.Equal(now, (await _store.GetAsync(row.Id, Cancel))!.LastActivity);
        Assert.Equal(now, (await FindAsync("activity")).LastActivity);

        var later = now.AddMinutes(5);
        var wrong = new ActivityReport(later, new Dictionary<string, DateTimeOffset> { [""] = later, ["gpu"] = later });
        Assert.Equal("gpu", await activity.ReportAsync(user.Id, wrong, Cancel));
        Assert.Equal(now, (await _store.GetAsync(row.Id, Cancel))!.LastActivity);

        await activity.NoteAsync(new Dictionary<long, DateTimeOffset> { [row.Id] = later, [row.Id + 1000] = later }, Cancel);
        Assert.Equal(later, (await _store.GetAsync(row.Id, Cancel))!.LastActivity);
        Assert.Equal(later, (await FindAsync("activity")).LastActivity);
    }

    [Fact]
    public async Task Removed_server_leaves_nothing_once_it_is_down()
    {
        var user = await CreateAsync("removed");
        var row = await StartAsync(user);
        await GoAsync(row, TimeSpan.Zero, [.. _way, new RemoveRequested()]);
        var stopping = (await _store.GetAsync(row.Id, Cancel))!;
        Assert.Equal((ServerPhase.Stopping, Wanted.Removed), (stopping.Phase, stopping.Wanted));

        await GoAsync(row, TimeSpan.Zero, new TakenDown());

        Assert.Null(await _store.GetAsync(row.Id, Cancel));
        Assert.Empty(await StepsAsync(row));
        Assert.Empty(await TokensAsync(user));
        Assert.Null(await ClientAsync(user));
        var next = await StartAsync(user);
        Assert.NotEqual(_tokens.Make(row.Id, 1), _tokens.Make(next.Id, next.StartNumber));
    }

    [Fact]
    public async Task Names_that_make_the_same_client_id_have_two_clients()
    {
        var jo = await CreateAsync("jo");
        var joAnn = await CreateAsync("jo-ann");
        var named = await _store.StartAsync(new StartOrder(jo.Id, "ann", "local", _choice), Cancel);
        var own = await StartAsync(joAnn);

        var clients = await Task.WhenAll(new[] { named, own }.Select(row =>
            Database.ReadAsync(connection => OAuthClientStore.FindIdOfServerAsync(connection, row.Id), Cancel)));

        Assert.Equal(["jupyterhub-user-jo-ann", $"jupyterhub-user-jo-ann!{own.Id}"], clients.OfType<string>());
        await GoAsync(own, TimeSpan.Zero, new StopRequested(), new TakenDown());
        Assert.Equal(named.Id, (await ClientAsync(joAnn))!.ServerId);
    }

    [Fact]
    public async Task Event_for_a_server_that_is_gone_changes_nothing() =>
        Assert.Null(await _store.ApplyAsync(987654, new Placed(), Cancel));

    [Fact]
    public async Task Whoever_waits_is_woken_by_a_change()
    {
        var changes = new ServerChanges();
        var store = StoreOn(Database, changes);
        var row = await StartAsync(store, await CreateAsync("woken"), _choice);
        var waiting = new ServerWaits(store, changes, _time).UntilAsync(row.Id, one => one.Phase is ServerPhase.Pulling, TimeSpan.FromHours(1), Cancel);
        Assert.False(waiting.IsCompleted);

        await store.ApplyAsync(row.Id, new Placed(), Cancel);

        Assert.Equal(ServerPhase.Pulling, (await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancel))!.Phase);
    }

    private static ActivityReport Report(DateTimeOffset user, DateTimeOffset server) =>
        new(user, new Dictionary<string, DateTimeOffset> { [""] = server });

    private ServerStore StoreOn(HubDatabase database, ServerChanges? changes = null, RoleBook? book = null) =>
        new(database, new ServerCredentials(_tokens, new Live<RoleBook>(book ?? RoleBook.Standard), _time), new Live<ServersOptions>(new ServersOptions()), changes ?? new ServerChanges(), _time);

    private StartHistory History() => new(Database);

    private Task<ServerRow> StartAsync(UserRow user, string environment = "slim") =>
        StartAsync(_store, user, _choice with { Plan = PlanOf(environment) });

    private static Task<ServerRow> StartAsync(ServerStore store, UserRow user, StartChoice choice) =>
        store.StartAsync(new StartOrder(user.Id, "", "local", choice), Cancel);

    private async Task GoAsync(ServerRow row, TimeSpan each, params ServerEvent[] events)
    {
        foreach (var one in events)
        {
            _time.Advance(each);
            await _store.ApplyAsync(row.Id, one, Cancel);
        }
    }

    private async Task<IEnumerable<(int, string)>> StepsAsync(ServerRow row) =>
        (await Database.ReadAsync(connection => ProgressStore.ReadAsync(connection, row.Key, row.StartNumber, 0), Cancel))
            .Select(step => (step.Percent, step.Message));

    private async Task<bool> HoldsAsync(string secret) => await Database.ReadAsync(
        connection => TokenStore.FindAsync(connection, OpaqueToken.Hash(secret), _time.GetUtcNow()), Cancel) is not null;

    private Task<IReadOnlyList<TokenRow>> TokensAsync(UserRow user) =>
        Database.ReadAsync(connection => TokenStore.ListAsync(connection, user.Id), Cancel);

    private Task<OAuthClient?> ClientAsync(UserRow user) =>
        Database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, OAuthNames.ClientId(user.Name, "")), Cancel);

    private Task AddBrowserTokenAsync(UserRow user, string client) => Database.WriteAsync(
        async connection => await TokenStore.AddAsync(
            connection,
            new NewToken { UserId = user.Id, Scopes = ["access:servers!server=credentials/"], Note = "", ClientId = client },
            "browser",
            _time.GetUtcNow()),
        Cancel);

    private async Task<UserRow> FindAsync(string name) =>
        (await Database.ReadAsync(connection => UserStore.FindAsync(connection, name), Cancel))!;

    private async Task<UserRow> CreateAsync(string name) => (await Database.WriteAsync(
        connection => UserStore.CreateAsync(connection, UserName.Parse(name), admin: false, _time.GetUtcNow()), Cancel))!;

    private static ServerPlan PlanOf(string environment) => new()
    {
        Environment = environment,
        Size = "small",
        Command = ["serve", "{prefix}"],
        Env = new Dictionary<string, string> { ["KEY"] = "ä" },
        Cpu = 0.5,
        MemoryRequest = 3,
    };
}
