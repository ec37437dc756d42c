using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.Services;
using Atoll.Hub.Services;
using Atoll.OAuth;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Hub.Services;

public sealed class SqliteServiceRecords(SqliteTestDatabase test) : ServiceRecordsSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresServiceRecords(PostgresTestDatabase test) : ServiceRecordsSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>Configured services, their tokens and clients, on both databases. Each test's configuration is the whole one.</summary>
public abstract class ServiceRecordsSuite : IDisposable
{
    private readonly OutboxSignal _signal = new();
    private readonly HubDatabase _database;
    private readonly Tokens _tokens;
    private readonly ServiceRecords _records;

    protected ServiceRecordsSuite(TestDatabase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var time = new ManualTime();
        _database = test.Database;
        _tokens = new Tokens(_database, _signal, time);
        _records = new ServiceRecords(_database, _signal, time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _signal.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Configuration_comes_changes_and_goes_with_tokens_and_clients()
    {
        await SyncAsync(One("a", "token-of-a") with { Url = "http://127.0.0.1:9" }, One("b", "token-of-b"));
        Assert.Equal(("a", "b"), (await OwnerAsync("token-of-a"), await OwnerAsync("token-of-b")));
        Assert.NotNull(await ClientAsync("service-a"));
        Assert.Null(await ClientAsync("service-b"));

        // The same again changes nothing; another token replaces the former one.
        await SyncAsync(One("a", "token-of-a") with { Url = "http://127.0.0.1:9" }, One("b", "another-of-b") with { Admin = true });
        Assert.Equal(("a", null, "b"), (await OwnerAsync("token-of-a"), await OwnerAsync("token-of-b"), await OwnerAsync("another-of-b")));
        Assert.True((await _records.FindAsync("b", Cancel))!.Admin);

        // Two services may change their tokens with each other.
        await SyncAsync(One("a", "another-of-b"), One("b", "token-of-a"));
        Assert.Equal(("b", "a"), (await OwnerAsync("token-of-a"), await OwnerAsync("another-of-b")));
        Assert.Null(await ClientAsync("service-a"));

        await SyncAsync();
        Assert.Equal((null, null), (await OwnerAsync("token-of-a"), await OwnerAsync("another-of-b")));
        Assert.Null(await _records.FindAsync("a", Cancel));
    }

    [Fact]
    public async Task What_the_api_made_stays_when_the_configuration_changes()
    {
        Assert.NotNull(await _records.CreateAsync(One("made", "token-of-made") with { Configured = false }, Cancel));

        await SyncAsync();

        Assert.Equal("made", await OwnerAsync("token-of-made"));
        Assert.Null(await _records.CreateAsync(One("made", "token-of-other") with { Configured = false }, Cancel));
        Assert.Null(await OwnerAsync("token-of-other"));
    }

    [Fact]
    public async Task Configuration_that_takes_somebodys_token_is_refused_whole()
    {
        await _records.CreateAsync(One("first", "token-of-first") with { Configured = false }, Cancel);

        var fault = await Assert.ThrowsAsync<ServiceTakenException>(() => SyncAsync(One("second", "token-of-first")));

        Assert.StartsWith("services: the api_token of 'second' is somebody else's already", fault.Message, StringComparison.Ordinal);
        Assert.Null(await _records.FindAsync("second", Cancel));
    }

    private static ServiceSpec One(string name, string token) => new() { Name = name, ApiToken = token, Configured = true };

    private Task SyncAsync(params ServiceSpec[] services) => _records.SyncAsync(services, Cancel);

    private async Task<string?> OwnerAsync(string secret) => (await _tokens.FindAsync(secret, Cancel))?.Owner.Name;

    private Task<OAuthClient?> ClientAsync(string id) => _database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, id), Cancel);
}
