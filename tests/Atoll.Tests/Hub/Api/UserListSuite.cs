using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.Groups;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Hub.Api;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Servers;
using Atoll.TestKit;
using Dapper;
using Xunit;

namespace Atoll.Tests.Hub.Api;

public sealed class SqliteUserLists(SqliteTestDatabase test) : UserListSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresUserLists(PostgresTestDatabase test) : UserListSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Lists of users and what a new name changes, on both databases.</summary>
public abstract class UserListSuite : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly OutboxSignal _signal = new();
    private readonly HubDatabase _database;
    private readonly Users _users;

    protected UserListSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _database = test.Database;
        _users = new Users(_database, _signal, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("id", false, "l-b l-c l-a")]
    [InlineData("id", true, "l-a l-c l-b")]
    [InlineData("name", false, "l-a l-b l-c")]
    [InlineData("name", true, "l-c l-b l-a")]
    [InlineData("last_activity", false, "l-b l-c l-a")]
    [InlineData("last_activity", true, "l-a l-c l-b")]
    public async Task List_has_the_order_that_was_asked_for_with_those_who_never_came_first_or_last(string sort, bool descending, string names)
    {
        await AddAsync("l-b", "l-c", "l-a");
        await TouchAsync("l-c", 1);
        await TouchAsync("l-a", 2);

        var (page, total) = await ListAsync(new() { Reach = Everybody, Paging = All, Sort = sort, IsDescending = descending, NameFilter = "L-" });

        Assert.Equal((names, 3), (string.Join(' ', page), total));
    }

    [Theory]
    [InlineData(0, 2, "p-a p-b")]
    [InlineData(1, 1, "p-b")]
    [InlineData(2, 5, "p-c")]
    [InlineData(9, 5, "")]
    public async Task Page_is_a_part_and_the_total_is_of_all(long offset, int limit, string names)
    {
        await AddAsync("p-a", "p-b", "p-c");

        var (page, total) = await ListAsync(new() { Reach = Everybody, Paging = new(offset, limit, true), Sort = "name", NameFilter = "p-" });

        Assert.Equal((names, 3), (string.Join(' ', page), total));
    }

    [Theory]
    [InlineData("m_x", "m_x")]
    [InlineData("M%", "m%x")]
    [InlineData("m\\x", "m\\x")]
    [InlineData("m\0x", "")]
    public async Task Part_of_a_name_is_meant_as_it_stands(string filter, string names)
    {
        await AddAsync("m_x", "m%x", "m\\x", "mmx");

        Assert.Equal(names, string.Join(' ', (await ListAsync(new() { Reach = Everybody, Paging = All, NameFilter = filter })).Page));
    }

    [Fact]
    public async Task Hub_itself_stands_in_no_list()
    {
        await _database.WriteAsync(connection => UserStore.CreateAsync(connection, UserName.Tester, admin: false, _time.GetUtcNow()), Cancel);

        var (page, total) = await ListAsync(new() { Reach = Everybody, Paging = All, NameFilter = "atoll-" });

        Assert.Equal(("", 0), (string.Join(' ', page), total));
    }

    [Theory]
    [InlineData("", "s-n s-r s-s s-w")]
    [InlineData("active", "s-r s-w")]
    [InlineData("ready", "s-r")]
    [InlineData("inactive", "s-n s-s")]
    public async Task State_is_that_of_their_servers(string state, string names)
    {
        await AddAsync("s-n", "s-r", "s-s", "s-w");
        await ServerAsync("s-r", "", "Ready");
        await ServerAsync("s-r", "old", "Stopped");
        await ServerAsync("s-s", "", "Stopped");
        await ServerAsync("s-w", "", "Waiting");

        var (page, total) = await ListAsync(new() { Reach = Everybody, Paging = All, State = state, NameFilter = "s-", Sort = "name" });

        Assert.Equal((names, names.Split(' ').Length), (string.Join(' ', page), total));
    }

    [Theory]
    [InlineData("list:users!user=r-a", "r-a")]
    [InlineData("list:users!group=r-crew", "r-b r-c")]
    [InlineData("list:users!group=r-crew list:users!user=r-a list:users!user=r-c", "r-a r-b r-c")]
    [InlineData("list:users!group=r-none", "")]
    public async Task List_ends_where_the_scope_ends(string scopes, string names)
    {
        await AddAsync("r-a", "r-b", "r-c", "r-d");
        await JoinAsync("r-crew", "r-b", "r-c");
        await JoinAsync("r-other", "r-b");

        var (page, _) = await ListAsync(new() { Reach = ReachOf(scopes), Paging = All, NameFilter = "r-", Sort = "name" });

        Assert.Equal(names, string.Join(' ', page));
    }

    [Fact]
    public async Task Groups_and_servers_of_a_page_come_together()
    {
        await AddAsync("ga", "gb");
        var (ga, gb) = (await FindAsync("ga"), await FindAsync("gb"));
        await JoinAsync("g-b", "ga", "gb");
        await JoinAsync("g-a", "ga");
        await ServerAsync("ga", "", "Stopped");
        await ServerAsync("ga", "gpu", "Ready");

        var groups = await new UserGroups(_database).OfAsync([ga, gb], Cancel);
        var servers = await _database.ReadAsync(connection => ServerQueries.OfUsersAsync(connection, [ga.Id, gb.Id]), Cancel);

        Assert.Equal(["g-a", "g-b"], groups[ga.Id]);
        Assert.Equal(["g-b"], groups[gb.Id]);
        Assert.Equal([("ga", ""), ("ga", "gpu")], servers.Select(row => (row.UserName, row.Name)));
        Assert.Empty(await new UserGroups(_database).OfAsync([], Cancel));
    }

    [Fact]
    public async Task New_name_goes_into_every_scope_that_was_limited_to_the_old_one()
    {
        await AddAsync("old", "older");
        var (old, other) = (await FindAsync("old"), await FindAsync("older"));
        await ServerAsync("old", "", "Stopped");
        var tokens = new Tokens(_database, _signal, _time);
        string[] written = ["servers!user=old", "access:servers!server=old/gpu", "read:users!user=older", "access:servers!server=older/", "tokens!user=old"];
        var (token, _) = await tokens.IssueAsync(new NewToken { UserId = old.Id, Scopes = written, Note = "" }, Cancel);
        await _database.WriteAsync(connection => connection.ExecuteAsync(
            "INSERT INTO shares (server_id, user_id, scopes, created) SELECT id, @other, 'access:servers!server=old/', 0 FROM servers WHERE user_id = @Id",
            new { old.Id, other = other.Id }), Cancel);

        var changed = await _users.ChangeAsync(old, UserName.Parse("new"), admin: null, Cancel);

        Assert.Equal(old with { Name = "new" }, changed);
        Assert.Equal(
            ["servers!user=new", "access:servers!server=new/gpu", "read:users!user=older", "access:servers!server=older/", "tokens!user=new"],
            (await tokens.FindAsync(old, token.Id, Cancel))!.ScopeList);
        var rights = await new RightsReader(_database, new Live<RoleBook>(RoleBook.Standard), _time).ReadAsync(Principal.Of(await FindAsync("older")), Cancel);
        Assert.Equal((true, false), (rights.Scopes.Allows("access:servers", "new", ""), rights.Scopes.Allows("access:servers", "old", "")));
    }

    [Fact]
    public async Task Name_that_is_taken_changes_nothing()
    {
        await AddAsync("taker", "taken");
        var user = await FindAsync("taker");

        Assert.Null(await _users.ChangeAsync(user, UserName.Parse("taken"), admin: true, Cancel));
        Assert.Equal(user, await FindAsync("taker"));
    }

    [Fact]
    public async Task Several_users_are_made_but_those_that_there_are()
    {
        await AddAsync("there");

        var made = await _users.CreateAsync([UserName.Parse("here"), UserName.Parse("there")], admin: true, Cancel);

        Assert.Equal([("here", true)], made.Select(user => (user.Name, user.Admin)));
    }

    private static ScopeFilters Everybody => ReachOf("list:users");

    private static Paging All => new(0, 200, true);

    private static ScopeFilters ReachOf(string scopes) =>
        new ScopeSet(scopes.Split(' ').Select(text => Scope.TryParse(text, out var scope) ? scope : throw new FormatException(text))).FiltersOf("list:users");

    private async Task<(IReadOnlyList<string> Page, long Total)> ListAsync(UserListQuery query)
    {
        var (page, total) = await _database.ReadAsync(connection => UserQueries.ListAsync(connection, query), Cancel);
        return ([.. page.Select(user => user.Name)], total);
    }

    private async Task AddAsync(params string[] names) => await _users.CreateAsync([.. names.Select(UserName.Parse)], admin: false, Cancel);

    private async Task<UserRow> FindAsync(string name) => (await _users.FindAsync(name, Cancel))!;

    private async Task TouchAsync(string name, int minutes)
    {
        var user = await FindAsync(name);
        await _database.WriteAsync(connection => UserStore.TouchAsync(connection, user.Id, _time.GetUtcNow().AddMinutes(minutes)), Cancel);
    }

    private Task ServerAsync(string user, string name, string phase) => _database.WriteAsync(connection => connection.ExecuteAsync(
        """
        INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
        SELECT id, @name, 'local', '{}', 'Stopped', @phase, 0, 0 FROM users WHERE name = @user
        ON CONFLICT (user_id, name) DO NOTHING
        """,
        new { user, name, phase }), Cancel);

    private Task JoinAsync(string group, params string[] users) => _database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("INSERT INTO groups (name, properties) VALUES (@group, '{}') ON CONFLICT (name) DO NOTHING", new { group });
        foreach (var user in users)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO group_members (group_id, user_id)
                SELECT groups.id, users.id FROM groups, users WHERE groups.name = @group AND users.name = @user ON CONFLICT DO NOTHING
                """,
                new { group, user });
        }
    }, Cancel);
}
