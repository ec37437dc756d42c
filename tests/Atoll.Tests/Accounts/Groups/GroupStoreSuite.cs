using Atoll.Accounts.Groups;
using Atoll.Accounts.People;
using Atoll.Core.Events;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.TestKit;
using Dapper;
using Xunit;

namespace Atoll.Tests.Accounts.Groups;

public sealed class SqliteGroups(SqliteTestDatabase test) : GroupStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresGroups(PostgresTestDatabase test) : GroupStoreSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Groups on both databases.</summary>
public abstract class GroupStoreSuite : IDisposable
{
    private readonly OutboxSignal _signal = new();
    private readonly HubDatabase _database;
    private readonly Users _users;
    private readonly GroupRecords _records;

    protected GroupStoreSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _users = new Users(test.Database, _signal, new ManualTime());
        _records = new GroupRecords(test.Database, _signal);
        _database = test.Database;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ScopeFilters Everything => new ScopeSet([new Scope("list:groups")]).FiltersOf("list:groups");

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Members_come_and_go()
    {
        var (ada, bob) = (await AddAsync("st-ada"), await AddAsync("st-bob"));
        var (created, _) = await _records.CreateAsync(["st-crew"], [ada], Cancel);
        var group = Assert.Single(created);

        await _records.JoinAsync(group, [bob, ada], Cancel);
        await _records.JoinAsync(group, [], Cancel);
        Assert.Equal(["st-ada", "st-bob"], (await _records.MembersAsync([group], Cancel))[group.Id]);

        await _records.LeaveAsync(group, [ada], Cancel);
        await _records.LeaveAsync(group, [ada], Cancel);
        Assert.Equal(["st-bob"], (await _records.MembersAsync([group], Cancel))[group.Id]);

        await _users.DeleteAsync(bob, Cancel);
        Assert.Empty((await _records.MembersAsync([group], Cancel))[group.Id]);
    }

    [Fact]
    public async Task Who_leaves_a_group_or_loses_it_loses_what_is_shared_with_it()
    {
        var (owner, ada, bob) = (await AddAsync("sg-owner"), await AddAsync("sg-ada"), await AddAsync("sg-bob"));
        var group = (await _records.CreateAsync(["sg-crew"], [ada, bob], Cancel)).Created[0];
        var server = await _database.WriteAsync(async connection =>
        {
            var id = await connection.QuerySingleAsync<long>(
                """
                INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
                VALUES (@Id, '', 'local', '{}', 'Stopped', 'Stopped', 0, 0) RETURNING id
                """,
                owner);
            await connection.ExecuteAsync(
                "INSERT INTO shares (server_id, group_id, scopes, created) VALUES (@id, @group, 'access:servers!server=sg-owner/', 0)",
                new { id, group = group.Id });
            return id;
        }, Cancel);

        await _records.LeaveAsync(group, [ada], Cancel);
        Assert.Equal([ada.Id], Assert.Single(await EndedAsync(server)).UserIds);

        await _records.DeleteAsync(group, Cancel);
        Assert.Equal([bob.Id], (await EndedAsync(server))[^1].UserIds);
    }

    [Fact]
    public async Task Taken_name_makes_none()
    {
        await _records.CreateAsync(["tk-a"], [], Cancel);

        var (created, taken) = await _records.CreateAsync(["tk-b", "tk-a"], [], Cancel);

        Assert.Empty(created);
        Assert.Equal("tk-a", taken);
        Assert.Null(await _records.FindAsync("tk-b", Cancel));
    }

    [Fact]
    public async Task Properties_are_replaced_and_a_deleted_group_is_gone()
    {
        var group = (await _records.CreateAsync(["pr"], [], Cancel)).Created[0];
        Assert.Equal("{}", group.Properties);

        await _records.SetPropertiesAsync(group, """{"a":1}""", Cancel);
        Assert.Equal("""{"a":1}""", (await _records.FindAsync("pr", Cancel))!.Properties);

        await _records.DeleteAsync(group, Cancel);
        Assert.Null(await _records.FindAsync("pr", Cancel));
    }

    [Fact]
    public async Task List_is_cut_into_pages_and_by_the_scope()
    {
        await _records.CreateAsync(["ls-a", "ls-b", "ls-c"], [], Cancel);
        var two = new ScopeSet([Limited("ls-a"), Limited("ls-c"), Limited("ls-none")]).FiltersOf("list:groups");

        var (page, total) = await _records.ListAsync(two, 1, 5, Cancel);
        Assert.Equal(["ls-c"], page.Select(group => group.Name));
        Assert.Equal(2, total);
        Assert.True((await _records.ListAsync(Everything, 0, 1, Cancel)).Total >= 3);
    }

    [Fact]
    public async Task First_name_that_nobody_has_is_told()
    {
        await AddAsync("fn-ada");

        Assert.Equal("fn-x", (await _records.UsersAsync(["fn-ada", "fn-x", "fn-y"], Cancel)).Missing);
        Assert.Equal("fn-ada", Assert.Single((await _records.UsersAsync(["fn-ada", "fn-ada"], Cancel)).Users).Name);
        Assert.Empty((await _records.UsersAsync([], Cancel)).Users);
    }

    private async Task<IReadOnlyList<ShareEnded>> EndedAsync(long server) =>
        [.. (await _database.ReadAsync(OutboxStore.ReadAsync, Cancel)).Select(one => one.News).OfType<ShareEnded>().Where(news => news.ServerId == server)];

    private static Scope Limited(string group) => new("list:groups", new ScopeFilter(FilterKind.Group, group));

    private async Task<UserRow> AddAsync(string name) => (await _users.CreateAsync(UserName.Parse(name), admin: false, password: null, Cancel))!;
}
