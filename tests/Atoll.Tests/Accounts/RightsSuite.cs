using Atoll.Accounts.Access;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.Services;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.TestKit;
using Dapper;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class SqliteRights(SqliteTestDatabase test) : RightsSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresRights(PostgresTestDatabase test) : RightsSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>What users and services may do follows from the rows as they are, on both databases.</summary>
public abstract class RightsSuite : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly OutboxSignal _signal = new();
    private readonly HubDatabase _database;
    private readonly Users _users;
    private readonly Tokens _tokens;
    private readonly RightsReader _rights;

    protected RightsSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _database = test.Database;
        _users = new Users(_database, _signal, _time);
        _tokens = new Tokens(_database, _signal, _time);
        _rights = new RightsReader(_database, new Live<RoleBook>(RoleBook.Standard), _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Group_in_a_token_means_its_members_of_the_moment()
    {
        var (root, ada, bob) = (await UserAsync("rights-root", admin: true), await UserAsync("rights-ada"), await UserAsync("rights-bob"));
        await JoinAsync("rights-crew", ada);

        const string Written = "read:users!group=rights-crew";
        var before = (await _rights.ReadAsync(Principal.Of(root), Written, Cancel)).OfToken(Written);
        await JoinAsync("rights-crew", bob);
        var after = (await _rights.ReadAsync(Principal.Of(root), Written, Cancel)).OfToken(Written);

        Assert.Equal((true, false), (before.Allows("read:users", ada.Name), before.Allows("read:users", bob.Name)));
        Assert.Equal((true, true), (after.Allows("read:users", ada.Name), after.Allows("read:users", bob.Name)));
        Assert.Equal(["rights-crew"], (await _rights.ReadAsync(Principal.Of(bob), Cancel)).Groups);
    }

    [Fact]
    public async Task Share_opens_a_server_until_it_ends_to_one_person_or_a_group()
    {
        var (owner, friend, member, other) =
            (await UserAsync("share-owner"), await UserAsync("share-friend"), await UserAsync("share-member"), await UserAsync("share-other"));
        await JoinAsync("share-crew", member);
        await ShareAsync(owner, friend, group: null, expires: _time.GetUtcNow().AddMinutes(1));
        await ShareAsync(owner, user: null, "share-crew", expires: null);

        Assert.Equal((true, true, false), (await MayOpenAsync(friend), await MayOpenAsync(member), await MayOpenAsync(other)));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((false, true, false), (await MayOpenAsync(friend), await MayOpenAsync(member), await MayOpenAsync(other)));

        async Task<bool> MayOpenAsync(UserRow user) =>
            (await _rights.ReadAsync(Principal.Of(user), Cancel)).Scopes.Allows("access:servers", owner.Name, "");
    }

    [Fact]
    public async Task Service_holds_tokens_and_may_nothing_unless_it_is_an_administrator()
    {
        var plain = await ServiceAsync("rights-plain", admin: false);
        var admin = await ServiceAsync("rights-admin", admin: true);
        var (_, secret) = await _tokens.IssueAsync(new NewToken { ServiceId = plain.Id, Scopes = ["inherit"], Note = "" }, Cancel);

        var found = (await _tokens.UseAsync(secret, Cancel))!.Value;
        Assert.Equal(plain, found.Owner.Service);
        Assert.Empty((await _rights.ReadAsync(found.Owner, Cancel)).OfToken(found.Token.Scopes).ToStrings());
        Assert.True((await _rights.ReadAsync(Principal.Of(admin), Cancel)).OfToken("inherit").Allows("admin:users", "anybody"));
    }

    private async Task<UserRow> UserAsync(string name, bool admin = false) =>
        (await _users.CreateAsync(UserName.Parse(name), admin, password: null, Cancel))!;

    private async Task<ServiceRow> ServiceAsync(string name, bool admin) =>
        (await _database.WriteAsync(connection => ServiceStore.CreateAsync(connection, new ServiceRow { Id = 0, Name = name, Admin = admin }), Cancel))!;

    private Task JoinAsync(string group, UserRow user) => _database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("INSERT INTO groups (name, properties) VALUES (@group, '{}') ON CONFLICT (name) DO NOTHING", new { group });
        await connection.ExecuteAsync(
            "INSERT INTO group_members (group_id, user_id) SELECT id, @Id FROM groups WHERE name = @group", new { group, user.Id });
    }, Cancel);

    private Task ShareAsync(UserRow owner, UserRow? user, string? group, DateTimeOffset? expires) => _database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
            VALUES (@Id, '', 'local', '{}', 'Stopped', 'Stopped', 0, 0) ON CONFLICT (user_id, name) DO NOTHING
            """,
            owner);
        await connection.ExecuteAsync(
            """
            INSERT INTO shares (server_id, user_id, group_id, scopes, created, expires_at)
            SELECT id, @user, (SELECT id FROM groups WHERE name = @group), @scopes, 0, @expires FROM servers WHERE user_id = @owner
            """,
            new { owner = owner.Id, user = user?.Id, group, expires, scopes = $"access:servers!server={owner.Name}/" });
    }, Cancel);
}
