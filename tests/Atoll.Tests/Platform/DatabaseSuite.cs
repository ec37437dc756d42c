using System.Data.Common;
using Atoll.Core.Events;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.TestKit;
using Dapper;
using Xunit;

namespace Atoll.Tests.Platform;

public sealed class SqliteSuite(SqliteTestDatabase test) : DatabaseSuite(test), IClassFixture<SqliteTestDatabase>
{
    [Fact]
    public async Task What_is_committed_survives_a_power_cut()
    {
        Assert.Equal("wal", await Database.WriteAsync(connection => connection.QuerySingleAsync<string>("SELECT journal_mode FROM pragma_journal_mode"), Cancel));
        Assert.Equal(2, await Database.WriteAsync(connection => connection.QuerySingleAsync<int>("SELECT synchronous FROM pragma_synchronous"), Cancel));
    }

    [Fact]
    public async Task Foreign_keys_are_enforced() =>
        await Assert.ThrowsAnyAsync<DbException>(() => Database.WriteAsync(
            connection => connection.ExecuteAsync("INSERT INTO passwords (user_id, hash, changed) VALUES (99, 'x', 0)"), Cancel));
}

public sealed class PostgresSuite(PostgresTestDatabase test) : DatabaseSuite(test), IClassFixture<PostgresTestDatabase>;

/// <summary>What both databases promise.</summary>
public abstract class DatabaseSuite(TestDatabase test)
{
    internal HubDatabase Database => test.Database;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_version_leaves_the_database_of_a_newer_one_alone()
    {
        const string Later = "9999_of_a_later_version.sql";
        await Database.WriteAsync(connection => connection.ExecuteAsync("INSERT INTO migrations (name) VALUES (@Later)", new { Later }), Cancel);
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => Database.MigrateAsync(Cancel));
        Assert.StartsWith($"The database was used by a newer version of Atoll, which has changed it ({Later}).", fault.Message, StringComparison.Ordinal);
        await Database.WriteAsync(connection => connection.ExecuteAsync("DELETE FROM migrations WHERE name = @Later", new { Later }), Cancel);
        await Database.MigrateAsync(Cancel);
    }

    [Fact]
    public async Task Failing_write_undoes_only_itself()
    {
        var writes = Enumerable.Range(0, 20).Select(number => Record.ExceptionAsync(() => Database.WriteAsync(async connection =>
        {
            await PutAsync(connection, $"alone-{number}", "here");
            if (number % 4 == 0)
            {
                throw new InvalidTimeZoneException("on purpose");
            }
        }, Cancel)).AsTask());

        var outcomes = await Task.WhenAll(writes);

        Assert.Equal(5, outcomes.Count(failure => failure is InvalidTimeZoneException));
        Assert.Equal(15, outcomes.Count(failure => failure is null));
        Assert.Equal(15, await CountAsync("alone-%"));
    }

    [Fact]
    public async Task Concurrent_writers_lose_no_update()
    {
        await Database.WriteAsync(connection => PutAsync(connection, "counter", "0"), Cancel);
        await using var other = test.OpenAnother();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(number => (number % 2 == 0 ? Database : other).WriteAsync(async connection =>
        {
            var value = int.Parse(await GetAsync(connection, "counter") ?? "", null);
            await connection.ExecuteAsync("UPDATE settings SET value = @value WHERE key = 'counter'", new { value = $"{value + 1}" });
        }, Cancel)));

        Assert.Equal("24", await Database.ReadAsync(connection => GetAsync(connection, "counter"), Cancel));
    }

    [Fact]
    public async Task Cancelled_write_writes_nothing_and_says_so()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Database.WriteAsync(connection => PutAsync(connection, "cancelled", "x"), cancelled.Token));

        Assert.Equal(0, await CountAsync("cancelled"));
    }

    [Fact]
    public async Task Migrating_again_or_twice_at_once_changes_nothing()
    {
        await Database.WriteAsync(connection => PutAsync(connection, "kept", "yes"), Cancel);
        await using var other = test.OpenAnother();

        await Task.WhenAll(Database.MigrateAsync(Cancel), other.MigrateAsync(Cancel));

        Assert.Equal("yes", await Database.ReadAsync(connection => GetAsync(connection, "kept"), Cancel));
    }

    [Fact]
    public async Task Another_hub_sees_what_was_written()
    {
        await using var other = test.OpenAnother();

        await Database.WriteAsync(connection => PutAsync(connection, "seen", "by all"), Cancel);

        Assert.Equal("by all", await other.ReadAsync(connection => GetAsync(connection, "seen"), Cancel));
    }

    [Fact]
    public async Task Times_come_back_to_the_microsecond()
    {
        var at = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).AddMicroseconds(123456);

        var row = await Database.ReadAsync(
            connection => connection.QuerySingleAsync<TimeRow>("SELECT @at AS some_time, @none AS no_time", new { at, none = (DateTimeOffset?)null }),
            Cancel);

        Assert.Equal(at, row.SomeTime);
        Assert.Null(row.NoTime);
    }

    [Fact]
    public async Task News_stay_until_removed_and_in_order_and_fall_with_their_transaction()
    {
        await Database.WriteAsync(async connection =>
        {
            await OutboxStore.AddAsync(connection, new TokenRevoked(1));
            await OutboxStore.AddAsync(connection, new SessionEnded("s", DateTimeOffset.UnixEpoch));
        }, Cancel);
        await Record.ExceptionAsync(() => Database.WriteAsync(async connection =>
        {
            await OutboxStore.AddAsync(connection, new TokenRevoked(2));
            throw new InvalidTimeZoneException("on purpose");
        }, Cancel));

        var news = await Database.ReadAsync(OutboxStore.ReadAsync, Cancel);
        Assert.Equal([new TokenRevoked(1), new SessionEnded("s", DateTimeOffset.UnixEpoch)], news.Select(one => one.News));

        await Database.WriteAsync(connection => OutboxStore.RemoveAsync(connection, news[0].Id), Cancel);
        Assert.IsType<SessionEnded>(Assert.Single(await Database.ReadAsync(OutboxStore.ReadAsync, Cancel)).News);
    }

    private static Task<int> PutAsync(DbConnection connection, string key, string value) =>
        connection.ExecuteAsync("INSERT INTO settings (key, value) VALUES (@key, @value)", new { key, value });

    private static Task<string?> GetAsync(DbConnection connection, string key) =>
        connection.QuerySingleOrDefaultAsync<string>("SELECT value FROM settings WHERE key = @key", new { key });

    private Task<int> CountAsync(string pattern) => Database.ReadAsync(
        connection => connection.ExecuteScalarAsync<int>("SELECT count(*) FROM settings WHERE key LIKE @pattern", new { pattern }), Cancel);

    private sealed record TimeRow
    {
        public DateTimeOffset SomeTime { get; init; }

        public DateTimeOffset? NoTime { get; init; }
    }
}
