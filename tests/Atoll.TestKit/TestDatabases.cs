using Atoll.Platform.Database;
using Xunit;

namespace Atoll.TestKit;

/// <summary>A database of one test class, with the schema in it. The store suites run on each kind.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    internal HubDatabase Database { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await OpenAsync();
        await Database.MigrateAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A second hub's connection to the same database. Dispose it.</summary>
    internal abstract HubDatabase OpenAnother();

    private protected abstract Task<HubDatabase> OpenAsync();
}

/// <summary>The embedded database, in a temporary directory.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("atoll-db-");

    internal override HubDatabase OpenAnother() => new SqliteDatabase(Path.Combine(_directory.FullName, "atoll.db"));

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private protected override Task<HubDatabase> OpenAsync() => Task.FromResult(OpenAnother());
}

/// <summary>A database of its own on the run's PostgreSQL.</summary>
public sealed class PostgresTestDatabase(PostgresServer server) : TestDatabase
{
    private string _connectionString = "";

    internal override HubDatabase OpenAnother() => new PostgresDatabase(_connectionString);

    private protected override async Task<HubDatabase> OpenAsync()
    {
        _connectionString = await server.CreateDatabaseAsync(CancellationToken.None);
        return OpenAnother();
    }
}
