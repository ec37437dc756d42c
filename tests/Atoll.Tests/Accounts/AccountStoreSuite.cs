using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Core.Events;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Accounts;

public sealed class SqliteAccountStores(SqliteTestDatabase test) : AccountStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresAccountStores(PostgresTestDatabase test) : AccountStoreSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Users, passwords, sessions and tokens on both databases.</summary>
public abstract class AccountStoreSuite : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly OutboxSignal _signal = new();
    private readonly HubDatabase _database;
    private readonly Users _users;
    private readonly Passwords _passwords;
    private readonly Sessions _sessions;
    private readonly Tokens _tokens;

    protected AccountStoreSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _database = test.Database;
        _users = new Users(_database, _signal, _time);
        _passwords = new Passwords(_database, _time);
        _sessions = new Sessions(_database, _signal, _time);
        _tokens = new Tokens(_database, _signal, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _passwords.Dispose();
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task User_is_created_once_and_found_by_name()
    {
        var user = await CreateAsync("Name@Once.Org", admin: true);

        Assert.Equal("name@once.org", user.Name);
        Assert.True(user.Admin);
        Assert.Equal(_time.GetUtcNow(), user.Created);
        Assert.Null(user.LastActivity);
        Assert.Null(await _users.CreateAsync(UserName.Parse("name@once.org"), admin: false, password: null, Cancel));
        Assert.Equal(user, await _users.FindAsync("name@once.org", Cancel));
        Assert.Null(await _users.FindAsync("nobody", Cancel));
        Assert.Contains(user, await _users.ListAsync(Cancel));

        await _users.SetAdminAsync(user, admin: false, Cancel);
        Assert.False((await _users.FindAsync(user.Name, Cancel))!.Admin);
    }

    [Fact]
    public async Task Password_is_checked_and_changed()
    {
        var user = await CreateAsync("pass", password: "correct horse");

        Assert.Equal(user, await _passwords.CheckAsync("pass", "correct horse", Cancel));
        Assert.Null(await _passwords.CheckAsync("pass", "battery staple", Cancel));
        Assert.Null(await _passwords.CheckAsync("pass", "", Cancel));
        Assert.Null(await _passwords.CheckAsync("unknown", "correct horse", Cancel));

        await _passwords.SetAsync(user, "battery staple", Cancel);
        Assert.Null(await _passwords.CheckAsync("pass", "correct horse", Cancel));
        Assert.Equal(user, await _passwords.CheckAsync("pass", "battery staple", Cancel));
    }

    [Fact]
    public async Task User_without_password_cannot_use_one()
    {
        await CreateAsync("passless");

        Assert.Null(await _passwords.CheckAsync("passless", "", Cancel));
        Assert.Null(await _passwords.CheckAsync("passless", "no account has this", Cancel));
    }

    [Fact]
    public async Task Identity_belongs_to_one_user()
    {
        var user = await CreateAsync("identity", password: "x");
        var identity = new Identity("github", "4711");

        Assert.Equal(user, await _database.ReadAsync(connection => IdentityStore.FindUserAsync(connection, Identity.Local(user.Id)), Cancel));
        Assert.True(await _database.WriteAsync(connection => IdentityStore.AddAsync(connection, identity, user.Id), Cancel));
        var other = await CreateAsync("identity2");
        Assert.False(await _database.WriteAsync(connection => IdentityStore.AddAsync(connection, identity, other.Id), Cancel));
        Assert.Equal(user, await _database.ReadAsync(connection => IdentityStore.FindUserAsync(connection, identity), Cancel));
    }

    [Fact]
    public async Task Session_lives_until_it_expires()
    {
        var user = await CreateAsync("session");
        var (session, secret) = await _sessions.StartAsync(user, Cancel);

        var found = await _sessions.FindAsync(secret, Cancel);
        Assert.Equal(session, found!.Value.Session);
        Assert.Equal(user.Id, found.Value.User.Id);
        Assert.Null(await _sessions.FindAsync(session.Id, Cancel));
        Assert.Equal(session, (await _sessions.FindByIdAsync(session.Id, Cancel))!.Value.Session);

        _time.Advance(Sessions.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(await _sessions.FindAsync(secret, Cancel));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _sessions.FindAsync(secret, Cancel));
        Assert.Null(await _sessions.FindByIdAsync(session.Id, Cancel));
    }

    [Fact]
    public async Task Session_is_seen_at_most_every_thirty_seconds()
    {
        var user = await CreateAsync("seen");
        var (session, secret) = await _sessions.StartAsync(user, Cancel);

        _time.Advance(TimeSpan.FromSeconds(29));
        await _sessions.FindAsync(secret, Cancel);
        Assert.Equal(session.LastSeen, (await _sessions.FindByIdAsync(session.Id, Cancel))!.Value.Session.LastSeen);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _sessions.FindAsync(secret, Cancel);
        var after = await _sessions.FindByIdAsync(session.Id, Cancel);
        Assert.Equal(_time.GetUtcNow(), after!.Value.Session.LastSeen);
        Assert.Equal(_time.GetUtcNow(), after.Value.User.LastActivity);
    }

    [Fact]
    public async Task Ending_a_session_ends_its_tokens_and_tells_everybody()
    {
        var user = await CreateAsync("ending");
        var (session, secret) = await _sessions.StartAsync(user, Cancel);
        var (inSession, inSecret) = await _tokens.IssueAsync(New(user) with { SessionId = session.Id }, Cancel);
        var (_, outSecret) = await _tokens.IssueAsync(New(user), Cancel);

        await _sessions.EndAsync(session.Id, Cancel);
        await _sessions.EndAsync(session.Id, Cancel);

        Assert.Null(await _sessions.FindAsync(secret, Cancel));
        Assert.Null(await _tokens.FindAsync(inSecret, Cancel));
        Assert.NotNull(await _tokens.FindAsync(outSecret, Cancel));
        var ended = new SessionEnded(session.Id, session.Expires);
        Assert.Equal([new TokenRevoked(inSession.Id), ended], await NewsAsync(news => news is SessionEnded s ? s.SessionId == session.Id : news == new TokenRevoked(inSession.Id)));
        Assert.Contains(ended, await _sessions.ListEndedAsync(Cancel));

        _time.Advance(Sessions.Lifetime);
        Assert.DoesNotContain(ended, await _sessions.ListEndedAsync(Cancel));
    }

    [Fact]
    public async Task Deleted_user_leaves_nothing_that_opens_and_ended_sessions_stay_known()
    {
        var user = await CreateAsync("deleted", password: "x");
        var (session, secret) = await _sessions.StartAsync(user, Cancel);
        var (token, tokenSecret) = await _tokens.IssueAsync(New(user), Cancel);

        await _users.DeleteAsync(user, Cancel);

        Assert.Null(await _users.FindAsync("deleted", Cancel));
        Assert.Null(await _sessions.FindAsync(secret, Cancel));
        Assert.Null(await _tokens.FindAsync(tokenSecret, Cancel));
        Assert.Contains(new SessionEnded(session.Id, session.Expires), await _sessions.ListEndedAsync(Cancel));
        Assert.Single(await NewsAsync(news => news == new UserRemoved(user.Id, _time.GetUtcNow())));
        Assert.Single(await NewsAsync(news => news == new TokenRevoked(token.Id)));
    }

    [Fact]
    public async Task Token_is_found_by_its_secret_until_it_expires()
    {
        var user = await CreateAsync("token");
        var (token, secret) = await _tokens.IssueAsync(New(user) with { Lifetime = TimeSpan.FromMinutes(5), Scopes = ["servers!user", "tokens"] }, Cancel);

        Assert.Equal(["servers!user", "tokens"], token.ScopeList);
        Assert.Equal((token, Principal.Of(user)), (await _tokens.FindAsync(secret, Cancel))!.Value);
        Assert.Null(await _tokens.FindAsync(OpaqueToken.Hash(secret), Cancel));
        Assert.Equal(token, await _tokens.FindAsync(user, token.Id, Cancel));
        Assert.Equal([token], await _tokens.ListAsync(user, Cancel));

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await _tokens.FindAsync(secret, Cancel));
        Assert.Null(await _tokens.FindAsync(user, token.Id, Cancel));
        Assert.Empty(await _tokens.ListAsync(user, Cancel));
    }

    [Fact]
    public async Task Use_of_a_token_is_noted_for_it_and_its_owner_every_thirty_seconds()
    {
        var user = await CreateAsync("use");
        var (token, secret) = await _tokens.IssueAsync(New(user), Cancel);
        Assert.Null(token.LastActivity);

        await _tokens.UseAsync(secret, Cancel);
        var first = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(29));
        await _tokens.UseAsync(secret, Cancel);
        var found = (await _tokens.FindAsync(secret, Cancel))!.Value;
        Assert.Equal((first, first), (found.Token.LastActivity, found.Owner.User!.LastActivity));

        _time.Advance(TimeSpan.FromSeconds(1));
        await _tokens.UseAsync(secret, Cancel);
        found = (await _tokens.FindAsync(secret, Cancel))!.Value;
        Assert.Equal((_time.GetUtcNow(), _time.GetUtcNow()), (found.Token.LastActivity, found.Owner.User!.LastActivity));
    }

    [Fact]
    public async Task Token_of_another_user_is_not_found_by_id()
    {
        var (token, _) = await _tokens.IssueAsync(New(await CreateAsync("theirs")), Cancel);

        Assert.Null(await _tokens.FindAsync(await CreateAsync("mine"), token.Id, Cancel));
    }

    [Fact]
    public async Task Revoked_token_is_gone_and_news()
    {
        var user = await CreateAsync("revoke");
        var (token, secret) = await _tokens.IssueAsync(New(user), Cancel);

        await _tokens.RevokeAsync(token, Cancel);

        Assert.Null(await _tokens.FindAsync(secret, Cancel));
        Assert.Single(await NewsAsync(news => news == new TokenRevoked(token.Id)));
    }

    [Fact]
    public async Task Purge_removes_what_has_expired_and_nothing_else()
    {
        var user = await CreateAsync("purge");
        var (old, _) = await _sessions.StartAsync(user, Cancel);
        await _tokens.IssueAsync(New(user) with { Lifetime = TimeSpan.FromDays(14) }, Cancel);
        var (forever, _) = await _tokens.IssueAsync(New(user), Cancel);
        _time.Advance(Sessions.Lifetime);
        var (fresh, secret) = await _sessions.StartAsync(user, Cancel);

        await _database.WriteAsync(async connection =>
        {
            await SessionStore.PurgeAsync(connection, _time.GetUtcNow());
            await TokenStore.PurgeAsync(connection, _time.GetUtcNow());
        }, Cancel);

        var past = DateTimeOffset.UnixEpoch;
        Assert.Null(await _database.ReadAsync(connection => SessionStore.FindByIdAsync(connection, old.Id, past), Cancel));
        Assert.Equal(fresh, (await _sessions.FindAsync(secret, Cancel))!.Value.Session);
        Assert.Equal([forever], await _database.ReadAsync(connection => TokenStore.ListAsync(connection, user.Id), Cancel));
    }

    [Fact]
    public async Task Secrets_are_stored_as_hashes_only()
    {
        var user = await CreateAsync("hashes", password: "plain password");
        var (_, session) = await _sessions.StartAsync(user, Cancel);
        var (_, token) = await _tokens.IssueAsync(New(user), Cancel);

        var stored = await _database.ReadAsync(StoredSecrets.ReadAsync, Cancel);

        Assert.All(new[] { "plain password", session, token }, secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
        Assert.Contains(OpaqueToken.Hash(token), stored, StringComparison.Ordinal);
    }

    private static NewToken New(UserRow user) => new() { UserId = user.Id, Scopes = ["inherit"], Note = "" };

    private async Task<UserRow> CreateAsync(string name, bool admin = false, string? password = null) =>
        (await _users.CreateAsync(UserName.Parse(name), admin, password, Cancel))!;

    private async Task<IReadOnlyList<HubEvent>> NewsAsync(Func<HubEvent, bool> which) =>
        [.. (await _database.ReadAsync(OutboxStore.ReadAsync, Cancel)).Select(one => one.News).Where(which)];
}
