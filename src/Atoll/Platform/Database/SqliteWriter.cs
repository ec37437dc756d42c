using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Atoll.Platform.Database;

/// <summary>
/// The one writer. Requests that wait while a commit syncs the disk share the next one: under load the cost of a sync is divided by the
/// number of writers. Each request runs in its own savepoint, so one that fails undoes only itself.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostPerCommit = 128;

    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>(new() { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly Task _loop;

    public SqliteWriter(SqliteConnection connection)
    {
        _connection = connection;
        _loop = Task.Run(RunAsync);
    }

    public async Task<T> RunAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        var request = new Request<T>(work, cancellationToken);
        if (!_requests.Writer.TryWrite(request))
        {
            throw new ObjectDisposedException(nameof(SqliteWriter), "The database is closed.");
        }

        return await request.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var group = new List<Request>(MostPerCommit);
        while (await _requests.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < MostPerCommit && _requests.Reader.TryRead(out var request))
            {
                group.Add(request);
            }

            await CommitAsync(group);
        }
    }

    private async Task CommitAsync(List<Request> group)
    {
        try
        {
            Execute("BEGIN IMMEDIATE");
            foreach (var request in group)
            {
                await RunInSavepointAsync(request);
            }

            Execute("COMMIT");
        }
        catch (Exception failure)
        {
            // Nothing of the group is on disk: each caller must hear it, and the connection must be usable again.
            RollBack();
            // A full disk undoes the whole transaction under the request that met it: what it said is the reason, not that the savepoint is gone.
            var reason = group.Select(request => request.Failure).OfType<SqliteException>().FirstOrDefault(SqliteFaults.EndsTransaction) ?? failure;
            group.ForEach(request => request.Fail(reason));
            return;
        }

        group.ForEach(request => request.Finish());
    }

    private async Task RunInSavepointAsync(Request request)
    {
        if (request.IsCancelled)
        {
            return;
        }

        Execute("SAVEPOINT work");
        if (!await request.TryRunAsync(_connection))
        {
            Execute("ROLLBACK TO work");
        }

        Execute("RELEASE work");
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // BEGIN itself failed, so there is no transaction to undo; the callers get the first failure.
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private abstract class Request
    {
        public abstract bool IsCancelled { get; }

        /// <summary>What its own work threw; null when it went well.</summary>
        public abstract Exception? Failure { get; }

        public abstract Task<bool> TryRunAsync(DbConnection connection);

        public abstract void Finish();

        public abstract void Fail(Exception failure);
    }

    private sealed class Request<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) : Request
    {
        private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _failure;
        private bool _hasRun;

        public Task<T> Outcome => _outcome.Task;

        public override bool IsCancelled => cancellationToken.IsCancellationRequested;

        public override Exception? Failure => _failure;

        public override async Task<bool> TryRunAsync(DbConnection connection)
        {
            _hasRun = true;
            try
            {
                _result = await work(connection);
                return true;
            }
            catch (Exception failure)
            {
                // Handed to the caller by Finish; the others of the group go on.
                _failure = failure;
                return false;
            }
        }

        public override void Finish()
        {
            if (_failure is not null)
            {
                _outcome.TrySetException(_failure);
            }
            else if (!_hasRun)
            {
                _outcome.TrySetCanceled(cancellationToken);
            }
            else
            {
                _outcome.TrySetResult(_result!);
            }
        }

        public override void Fail(Exception failure) => _outcome.TrySetException(_failure ?? failure);
    }
}
