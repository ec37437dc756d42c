using System.Data.Common;

namespace Atoll.Platform.Database;

/// <summary>
/// The one database, embedded or shared. Both implementations pass the store suite; SQL is common to them, times are bigint microseconds
/// (<see cref="MicrosHandler"/>), ids bigint.
/// </summary>
internal abstract class HubDatabase : IAsyncDisposable
{
    /// <summary>Runs queries that change nothing. They see one moment only if they are one statement.</summary>
    public abstract Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and returns once it is on disk. An exception undoes all of it.
    /// The work may run again after a conflict, so it must touch nothing but its connection.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>As <see cref="WriteAsync{T}"/>, with nothing to return.</summary>
    public Task WriteAsync(Func<DbConnection, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(async connection =>
        {
            await work(connection);
            return true;
        }, cancellationToken);

    /// <summary>
    /// Writes a note that may be lost (when somebody was last seen): a full disk must not keep people from looking at what they have.
    /// </summary>
    public async Task NoteAsync(Func<DbConnection, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(work, cancellationToken);
        }
        catch (DatabaseException full) when (full.Fault is DatabaseFault.NoSpace)
        {
            // Whoever writes what matters hears of it, and says so.
        }
    }

    /// <summary>Brings the schema up to date; safe to run by several hubs at once.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
