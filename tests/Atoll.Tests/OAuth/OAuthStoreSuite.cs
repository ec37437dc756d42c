using System.Data.Common;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Core.Events;
using Atoll.Core.Names;
using Atoll.OAuth;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;
using Atoll.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Atoll.Tests.OAuth;

public sealed class SqliteOAuthStores(SqliteTestDatabase test) : OAuthStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresOAuthStores(PostgresTestDatabase test) : OAuthStoreSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Clients and codes on both databases; two hubs share each.</summary>
public abstract class OAuthStoreSuite : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly OutboxSignal _signal = new();
    private readonly TestDatabase _test;
    private readonly CodeExchanger _exchanger;

    protected OAuthStoreSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        _test = test;
        _exchanger = new CodeExchanger(Database, _signal, Lifetimes, _time, NullLogger<CodeExchanger>.Instance);
    }

    private static Live<TokenLifetimes> Lifetimes => new(TokenLifetimes.OfSeconds(0, 3600));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HubDatabase Database => _test.Database;

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Client_is_registered_anew_and_removed()
    {
        var client = Client(await CreateAsync("client"));
        await RegisterAsync(client);
        var next = client with { SecretHash = OpaqueToken.Hash("next"), AllowedScopes = "servers!user", Description = "other" };

        await RegisterAsync(next);
        Assert.Equal(next, await Database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, client.Id), Cancel));

        await Database.WriteAsync(connection => OAuthClientStore.RemoveAsync(connection, client.Id), Cancel);
        Assert.Null(await Database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, client.Id), Cancel));
    }

    [Fact]
    public async Task Code_asked_for_at_two_hubs_at_once_leaves_no_live_token()
    {
        var client = Client(await CreateAsync("two-hubs"));
        await RegisterAsync(client);
        var exchange = await CodeAsync(client, "two-hubs-code");
        await using var otherDatabase = _test.OpenAnother();
        var other = new CodeExchanger(otherDatabase, _signal, Lifetimes, _time, NullLogger<CodeExchanger>.Instance);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            (number % 2 == 0 ? _exchanger : other).ExchangeAsync(exchange, Cancel)));

        Assert.Single(results.OfType<ExchangeResult.Granted>());
        Assert.Single(await NewsAsync(), news => news is TokenRevoked);
    }

    [Fact]
    public async Task Codes_are_forgotten_a_day_after_they_ended()
    {
        var client = Client(await CreateAsync("forgotten"));
        await RegisterAsync(client);
        await CodeAsync(client, "old");
        _time.Advance(TimeSpan.FromHours(25));
        await CodeAsync(client, "new");

        Assert.Null(await FindAsync("old"));
        Assert.NotNull(await FindAsync("new"));
    }

    [Fact]
    public async Task Removing_the_user_removes_their_clients_and_codes()
    {
        var user = await CreateAsync("removed");
        var client = Client(user);
        await RegisterAsync(client);
        await CodeAsync(client, "orphan");

        await Database.WriteAsync(connection => UserStore.DeleteAsync(connection, user.Id), Cancel);

        Assert.Null(await FindAsync("orphan"));
        Assert.Null(await Database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, client.Id), Cancel));
    }

    private static OAuthClient Client(UserRow owner) => new()
    {
        Id = OAuthNames.ClientId(owner.Name, ""),
        SecretHash = OpaqueToken.Hash("secret"),
        RedirectUri = OAuthNames.RedirectUri(owner.Name, ""),
        Description = "Server",
        AccessScope = OAuthNames.AccessScope(owner.Name, ""),
        UserId = owner.Id,
    };

    private async Task<CodeExchange> CodeAsync(OAuthClient client, string secret)
    {
        var code = new OAuthCode
        {
            Hash = OpaqueToken.Hash(secret),
            ClientId = client.Id,
            UserId = client.UserId!.Value,
            RedirectUri = client.RedirectUri,
            Scopes = client.AccessScope,
            Expires = _time.GetUtcNow().AddMinutes(5),
        };
        await Database.WriteAsync(connection => OAuthCodeStore.AddAsync(connection, code, _time.GetUtcNow()), Cancel);
        return new CodeExchange
        {
            Client = new ClientCredentials(client.Id, "secret"),
            GrantType = "authorization_code",
            Code = secret,
            RedirectUri = client.RedirectUri,
            Verifier = null,
        };
    }

    private Task RegisterAsync(OAuthClient client) =>
        Database.WriteAsync((DbConnection connection) => OAuthClientStore.RegisterAsync(connection, client), Cancel);

    private Task<OAuthCode?> FindAsync(string secret) =>
        Database.ReadAsync(connection => OAuthCodeStore.FindAsync(connection, OpaqueToken.Hash(secret)), Cancel);

    private async Task<UserRow> CreateAsync(string name) => (await Database.WriteAsync(
        connection => UserStore.CreateAsync(connection, UserName.Parse(name), admin: false, _time.GetUtcNow()), Cancel))!;

    private async Task<IEnumerable<HubEvent>> NewsAsync() =>
        (await Database.ReadAsync(OutboxStore.ReadAsync, Cancel)).Select(one => one.News);
}
