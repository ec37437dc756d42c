using Atoll.Platform.Database;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Platform;

public sealed class SqliteSettings(SqliteTestDatabase test) : SettingsStoreSuite(test), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresSettings(PostgresTestDatabase test) : SettingsStoreSuite(test), IClassFixture<PostgresTestDatabase>;

public abstract class SettingsStoreSuite(TestDatabase test)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hubs_that_start_together_agree()
    {
        ArgumentNullException.ThrowIfNull(test);
        await using var other = test.OpenAnother();
        var hubs = new[] { test.Database, other };

        var values = await Task.WhenAll(Enumerable.Range(0, 10).Select(number =>
            SettingsStore.GetOrMakeAsync(hubs[number % 2], "instance", () => Task.FromResult($"value-{number}"), Cancel)));

        Assert.Single(values.Distinct());
    }

    [Fact]
    public async Task What_is_known_is_not_made_again()
    {
        Assert.Equal("first", await SettingsStore.GetOrMakeAsync(test.Database, "subnet", () => Task.FromResult("first"), Cancel));

        Assert.Equal("first", await SettingsStore.GetOrMakeAsync(
            test.Database, "subnet", () => throw new InvalidOperationException("made again"), Cancel));
    }
}
