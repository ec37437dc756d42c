using Atoll.Accounts.People;
using Atoll.Accounts.Sharing;
using Atoll.Core.Events;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Accounts.Sharing;

public sealed class SqliteShares(SqliteTestDatabase test) : ShareStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresShares(PostgresTestDatabase test) : ShareStoreSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Shares and invitations on both databases. Each test has its own people.</summary>
public abstract class ShareStoreSuite : IDisposable
{
    private const string Access = "access:servers";
    private const string Start = "start:servers";

    private readonly ManualTime _time = new();
    private readonly OutboxSignal _signal = new();
    private readonly HubDatabase _database;
    private readonly Shares _shares;
    private readonly ShareCodes _codes;
    private readonly ShareSeed _seed;

    protected ShareStoreSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _database = test.Database;
        _shares = new Shares(_database, _signal, _time);
        _codes = new ShareCodes(_database, _time);
        _seed = new ShareSeed(_database);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sharing_again_adds_and_keeps_what_there_was()
    {
        var (server, friend) = (await ServerAsync("again"), Sharee.OfUser((await UserAsync("again-friend")).Id));

        var first = await _shares.GrantAsync(server, friend, Of(server, Start), Cancel);
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = await _shares.GrantAsync(server, friend, Of(server, Access), Cancel);
        var third = await _shares.GrantAsync(server, friend, Of(server, Start), Cancel);

        Assert.Equal(Of(server, Access, Start), second!.Value.Share.ScopeList);
        Assert.Equal(second.Value.Share, third!.Value.Share);
        Assert.Equal((first!.Value.Share.Id, first.Value.Share.Created), (third.Value.Share.Id, third.Value.Share.Created));
        Assert.Equal(("again-friend", null, server), (third.Value.Share.User, third.Value.Share.Group, third.Value.Server));
    }

    [Fact]
    public async Task Share_that_ends_or_shrinks_is_news_to_whom_it_concerns()
    {
        var (server, friend) = (await ServerAsync("news"), await UserAsync("news-friend"));
        var (one, two) = (await UserAsync("news-one"), await UserAsync("news-two"));
        var crew = await _seed.GroupAsync("news-crew", one, two);
        await _shares.GrantAsync(server, Sharee.OfUser(friend.Id), Of(server, Access, Start), Cancel);
        await _shares.GrantAsync(server, Sharee.OfGroup(crew), Of(server, Access), Cancel);

        var left = await _shares.RevokeAsync(server, Sharee.OfUser(friend.Id), Of(server, Start), Cancel);
        await _shares.RevokeAsync(server, Sharee.OfUser(friend.Id), Of(server, "read:servers"), Cancel);
        Assert.Equal(Of(server, Access), left!.Value.Share.ScopeList);
        Assert.Equal([[friend.Id]], await NewsAsync(server));

        await _shares.RevokeAllAsync(server, Cancel);
        Assert.Equal([[friend.Id], [friend.Id, one.Id, two.Id]], await NewsAsync(server));
        Assert.Equal(0, (await ListAsync(ShareList.OfServer(server.Id))).Total);
    }

    [Fact]
    public async Task Taking_back_all_scopes_ends_the_share()
    {
        var (server, friend) = (await ServerAsync("all"), await UserAsync("all-friend"));
        var other = await ServerAsync("all-other");
        await _shares.GrantAsync(server, Sharee.OfUser(friend.Id), Of(server, Access), Cancel);
        await _shares.GrantAsync(other, Sharee.OfUser(friend.Id), Of(other, Access), Cancel);

        Assert.Null(await _shares.RevokeAsync(server, Sharee.OfUser(friend.Id), Of(server, Access, Start), Cancel));
        Assert.Null(await _shares.RevokeAsync(server, Sharee.OfUser(friend.Id), scopes: null, Cancel));

        Assert.Equal([[friend.Id]], await NewsAsync(server));
        Assert.Equal(1, (await ListAsync(ShareList.WithUser(friend.Id))).Total);
    }

    [Fact]
    public async Task Leaving_a_group_or_its_end_is_news_about_each_server_shared_with_it()
    {
        var (first, second, member) = (await ServerAsync("leave"), await ServerAsync("leave-more"), await UserAsync("leave-member"));
        var crew = await _seed.GroupAsync("leave-crew", member);
        await _shares.GrantAsync(first, Sharee.OfGroup(crew), Of(first, Access), Cancel);
        await _shares.GrantAsync(second, Sharee.OfGroup(crew), Of(second, Access), Cancel);

        await _database.WriteAsync(connection => ShareEnds.LeftGroupAsync(connection, crew, [member.Id]), Cancel);
        await _database.WriteAsync(connection => ShareEnds.LeftGroupAsync(connection, crew, []), Cancel);
        Assert.Equal([[member.Id]], await NewsAsync(first));

        await _database.WriteAsync(connection => ShareEnds.OfGroupAsync(connection, crew), Cancel);
        Assert.Equal([[member.Id], [member.Id]], await NewsAsync(second));
        Assert.Equal(0, (await ListAsync(ShareList.WithGroup(crew))).Total);
    }

    [Fact]
    public async Task Lists_are_of_an_owner_a_server_a_person_with_their_groups_or_a_group()
    {
        var (server, friend) = (await ServerAsync("lists"), await UserAsync("lists-friend"));
        var named = await _seed.ServerAsync(await _seed.FindUserAsync("lists"), "gpu");
        var crew = await _seed.GroupAsync("lists-crew", friend);
        await _shares.GrantAsync(server, Sharee.OfUser(friend.Id), Of(server, Access), Cancel);
        await _shares.GrantAsync(named, Sharee.OfGroup(crew), Of(named, Access), Cancel);

        Assert.Equal(["lists-friend", "lists-crew"], await NamesAsync(ShareList.OfOwner(server.OwnerId)));
        Assert.Equal(["lists-friend"], await NamesAsync(ShareList.OfServer(server.Id)));
        Assert.Equal(["lists-friend", "lists-crew"], await NamesAsync(ShareList.WithUser(friend.Id)));
        Assert.Equal(["lists-crew"], await NamesAsync(ShareList.WithGroup(crew)));
        var (page, total) = await _shares.ListAsync(ShareList.OfOwner(server.OwnerId), 1, 1, Cancel);
        Assert.Equal((2, "lists-crew"), (total, Assert.Single(page).Share.Group));
    }

    [Fact]
    public async Task Code_is_kept_as_a_hash_and_exchanged_until_it_expires()
    {
        var (server, friend) = (await ServerAsync("codes"), await UserAsync("codes-friend"));
        var made = (await _codes.CreateAsync(server, Of(server, Access), TimeSpan.FromHours(1), Cancel))!.Value;

        Assert.Equal(server, await _codes.ExchangeAsync(made.Code, friend, Cancel));
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(server, await _codes.ExchangeAsync(made.Code, friend, Cancel));
        var known = (await _codes.FindAsync(made.Code, Cancel))!.Value.Code;
        Assert.Equal((2, _time.GetUtcNow(), $"sc_{made.Row.Id}"), (known.ExchangeCount, known.LastExchangedAt, known.WireId));
        Assert.Equal(Of(server, Access), (await _shares.FindAsync(server, Sharee.OfUser(friend.Id), Cancel))!.Value.Share.ScopeList);

        var stored = await _database.ReadAsync(StoredSecrets.ReadAsync, Cancel);
        Assert.DoesNotContain(made.Code, stored, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(await _codes.ExchangeAsync(made.Code, friend, Cancel));
        Assert.Equal((0, 0), (await CodesAsync(server), (await _codes.ListAsync(ShareList.OfOwner(server.OwnerId), 0, 200, Cancel)).Page.Count));
    }

    [Fact]
    public async Task Owner_is_not_invited_to_what_is_theirs()
    {
        var server = await ServerAsync("own");
        var made = (await _codes.CreateAsync(server, Of(server, Access), TimeSpan.FromHours(1), Cancel))!.Value;

        Assert.Null(await _codes.ExchangeAsync(made.Code, await _seed.FindUserAsync("own"), Cancel));
        Assert.Equal(0, (await _codes.FindAsync(made.Code, Cancel))!.Value.Code.ExchangeCount);
    }

    [Fact]
    public async Task Codes_are_deleted_by_code_by_id_or_all_of_a_server()
    {
        var (server, other) = (await ServerAsync("deleted"), await ServerAsync("deleted-other"));
        var codes = new List<(ShareCodeRow Row, SharedServer Server, string Code)>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((await _codes.CreateAsync(server, Of(server, Access), TimeSpan.FromHours(1), Cancel))!.Value);
        }

        Assert.False(await _codes.DeleteAsync(other, codes[0].Code, Cancel));
        Assert.False(await _codes.DeleteAsync(other, codes[0].Row.Id, Cancel));
        Assert.True(await _codes.DeleteAsync(server, codes[0].Code, Cancel));
        Assert.True(await _codes.DeleteAsync(server, codes[1].Row.Id, Cancel));
        Assert.Equal(2, await CodesAsync(server));
        await _codes.DeleteAllAsync(other, Cancel);
        Assert.Equal(2, await CodesAsync(server));
        await _codes.DeleteAllAsync(server, Cancel);
        Assert.Equal(0, await CodesAsync(server));
    }

    [Fact]
    public async Task Purge_removes_expired_codes_and_no_others()
    {
        var server = await ServerAsync("purge");
        var (soon, late) = (
            (await _codes.CreateAsync(server, Of(server, Access), TimeSpan.FromHours(1), Cancel))!.Value,
            (await _codes.CreateAsync(server, Of(server, Access), TimeSpan.FromHours(2), Cancel))!.Value);
        _time.Advance(TimeSpan.FromHours(1));

        await _database.WriteAsync(connection => ShareCodeStore.PurgeAsync(connection, _time.GetUtcNow()), Cancel);

        var past = DateTimeOffset.UnixEpoch;
        Assert.Null(await _database.ReadAsync(connection => ShareCodeStore.FindAsync(connection, OpaqueToken.Hash(soon.Code), past), Cancel));
        Assert.NotNull(await _codes.FindAsync(late.Code, Cancel));
    }

    [Fact]
    public async Task With_the_owner_goes_what_they_shared()
    {
        var (server, friend) = (await ServerAsync("gone"), await UserAsync("gone-friend"));
        await _shares.GrantAsync(server, Sharee.OfUser(friend.Id), Of(server, Access), Cancel);
        await _codes.CreateAsync(server, Of(server, Access), TimeSpan.FromHours(1), Cancel);

        await _database.WriteAsync(connection => UserStore.DeleteAsync(connection, server.OwnerId), Cancel);

        Assert.Equal(0, (await ListAsync(ShareList.WithUser(friend.Id))).Total);
        Assert.Null(await _shares.GrantAsync(server, Sharee.OfUser(friend.Id), Of(server, Access), Cancel));
        Assert.Null(await _codes.CreateAsync(server, Of(server, Access), TimeSpan.FromHours(1), Cancel));
    }

    [Fact]
    public async Task A_server_stays_shared_when_its_owner_gets_another_name_and_the_old_names_next_bearer_shares_nothing()
    {
        var (server, friend) = (await ServerAsync("maiden"), await UserAsync("maiden-friend"));
        await _shares.GrantAsync(server, Sharee.OfUser(friend.Id), Of(server, Access), Cancel);
        var code = (await _codes.CreateAsync(server, Of(server, Start), TimeSpan.FromHours(1), Cancel))!.Value.Code;

        var owner = await _seed.FindUserAsync("maiden");
        await _database.WriteAsync(connection => UserStore.RenameAsync(connection, owner, UserName.Parse("married")), Cancel);
        await ServerAsync("maiden");

        var scopes = await _database.ReadAsync(connection => ShareStore.ScopesOfAsync(connection, friend.Id, _time.GetUtcNow()), Cancel);
        Assert.Equal(["access:servers!server=married/"], scopes);
        await _codes.ExchangeAsync(code, friend, Cancel);
        Assert.Equal(
            ["access:servers!server=married/", "start:servers!server=married/"],
            (await _shares.FindAsync(server, Sharee.OfUser(friend.Id), Cancel))!.Value.Share.ScopeList);
    }

    private static IReadOnlyList<string> Of(SharedServer server, params IEnumerable<string> scopes) =>
        [.. scopes.Select(scope => ShareScopes.Limit(scope, server.Owner, server.Name))];

    private Task<UserRow> UserAsync(string name) => _seed.UserAsync(name);

    private async Task<SharedServer> ServerAsync(string owner) => await _seed.ServerAsync(await UserAsync(owner), "");

    private Task<(IReadOnlyList<(ShareRow Share, SharedServer Server)> Page, long Total)> ListAsync(ShareList list) =>
        _shares.ListAsync(list, 0, 200, Cancel);

    private async Task<IEnumerable<string?>> NamesAsync(ShareList list) => (await ListAsync(list)).Page.Select(one => one.Share.User ?? one.Share.Group);

    private async Task<long> CodesAsync(SharedServer server) => (await _codes.ListAsync(ShareList.OfServer(server.Id), 0, 200, Cancel)).Total;

    // Whom each event about the server names, in the order of the events.
    private async Task<long[][]> NewsAsync(SharedServer server) =>
    [
        .. (await _database.ReadAsync(OutboxStore.ReadAsync, Cancel)).Select(one => one.News).OfType<ShareEnded>()
            .Where(ended => ended.ServerId == server.Id).Select(ended => ended.UserIds.Order().ToArray()),
    ];
}
