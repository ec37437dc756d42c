using System.Data.Common;
using Dapper;
using Npgsql;

namespace Atoll.Platform.Database;

/// <summary>The shared database, for several hubs at once.</summary>
internal sealed class PostgresDatabase : HubDatabase
{
    // Hubs that start together migrate one after the other; any constant does, as long as it is ours.
    private const long MigrationLock = 0x41746F6C6C;
    private const int MostAttempts = 30;

    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string connectionString)
    {
        DapperSetup.Use();
        _source = NpgsqlDataSource.Create(connectionString);
    }

    public override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) => ExplainedAsync(async () =>
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await work(connection);
    });

    public override Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        ExplainedAsync(() => RepeatAsync(work, cancellationToken));

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@MigrationLock)", new { MigrationLock });
            await Migrator.MigrateAsync(connection, MigrationDialect.Postgres);
        }, cancellationToken);
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<T> ExplainedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.CharacterNotInRepertoire)
        {
            // The null character, which a query or a JSON text can bring: whoever sent it is told, as of other texts that are none.
            throw new BadHttpRequestException("A text holds a character that cannot be kept.", StatusCodes.Status400BadRequest, refused);
        }
        catch (NpgsqlException failure) when (PostgresFaults.IsFault(failure))
        {
            throw PostgresFaults.Explain(failure);
        }
    }

    private async Task<T> RepeatAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TransactAsync(work, cancellationToken);
            }
            catch (PostgresException conflict) when (attempt < MostAttempts && conflict.SqlState is
                PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected)
            {
                // Two writers touched the same rows; the loser's work is undone whole and runs again, a little later than the others that lost.
                var wait = TimeSpan.FromMilliseconds(Random.Shared.Next(1, 4 * Math.Min(attempt, 8)));
                await Task.Delay(wait, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
        var result = await work(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
