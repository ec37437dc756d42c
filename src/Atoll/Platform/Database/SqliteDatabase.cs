using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Atoll.Platform.Database;

/// <summary>The embedded database: WAL, synchronous=FULL, many readers, one writer that commits in groups.</summary>
internal sealed class SqliteDatabase : HubDatabase
{
    private readonly string _path;
    private readonly string _connectionString;
    private readonly Lazy<SqliteWriter> _writer;

    public SqliteDatabase(string path)
    {
        SqliteNative.Use();
        DapperSetup.Use();
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, ForeignKeys = true }.ToString();
        _path = path;
        DataFaults.Guard(path, () => CreatePrivately(path));
        _writer = new Lazy<SqliteWriter>(() => new SqliteWriter(Open()));
    }

    public override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => ExplainedAsync(async () =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using var connection = Open();
        return await work(connection);
    });

    public override Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        ExplainedAsync(() => _writer.Value.RunAsync(work, cancellationToken));

    public override Task MigrateAsync(CancellationToken cancellationToken) =>
        WriteAsync(connection => Migrator.MigrateAsync(connection, MigrationDialect.Sqlite), cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_writer.IsValueCreated)
        {
            await _writer.Value.DisposeAsync();
        }

        // Pooled connections keep the file open; a test's folder could not be removed.
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task<T> ExplainedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException failure) when (SqliteFaults.IsFault(failure))
        {
            throw SqliteFaults.Explain(failure, _path);
        }
    }

    // The journal's files take the mode of the database's.
    private static bool CreatePrivately(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new FileStream(path, options);
        return true;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        // busy_timeout: the command line may write beside a hub that is starting.
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;";
        command.ExecuteNonQuery();
        return connection;
    }
}
