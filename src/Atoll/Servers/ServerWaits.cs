namespace Atoll.Servers;

/// <summary>Waiting for a server's row to satisfy a condition.</summary>
internal sealed class ServerWaits(ServerStore store, ServerChanges changes, TimeProvider time)
{
    /// <summary>Returns the row once <paramref name="done"/> holds or the time is up; null when the server is gone.</summary>
    public async Task<ServerRow?> UntilAsync(long id, Func<ServerRow, bool> done, TimeSpan most, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        while (true)
        {
            var change = changes.Next(id);
            var row = await store.GetAsync(id, cancellationToken);
            if (row is null || done(row) || limit.IsCancellationRequested)
            {
                return row;
            }

            await Task.WhenAny(change, Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
