using System.Data.Common;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
using Atoll.Workloads;
using Dapper;

namespace Atoll.Servers;

/// <summary>
/// The one place that changes a server's row. Each change is a lifecycle event applied in a transaction to the row as it is then, together
/// with what belongs to it: progress, timings, the start's credentials. So intent is on disk before anything acts on it.
/// </summary>
internal sealed class ServerStore(
    HubDatabase database, ServerCredentials credentials, Live<ServersOptions> options, ServerChanges changes, TimeProvider time)
{
    /// <summary>The clocks that events are judged by.</summary>
    public StartClocks Clocks => options.Value.Clocks();

    public Task<ServerRow?> GetAsync(long id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ServerQueries.GetAsync(connection, id), cancellationToken);

    public Task<ServerRow?> FindAsync(long userId, string name, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ServerQueries.FindAsync(connection, userId, name), cancellationToken);

    public Task<IReadOnlyList<ServerRow>> OfUserAsync(long userId, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ServerQueries.OfUserAsync(connection, userId), cancellationToken);

    /// <summary>The servers of several users, in one query.</summary>
    public Task<IReadOnlyList<ServerRow>> OfUsersAsync(IEnumerable<long> userIds, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ServerQueries.OfUsersAsync(connection, userIds), cancellationToken);

    public Task<IReadOnlyList<ServerRow>> ActiveAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(ServerQueries.ActiveAsync, cancellationToken);

    /// <summary>Applies an event; null when the server is not there. What was removed is returned once more, as it was at its end.</summary>
    public Task<ServerRow?> ApplyAsync(long id, ServerEvent happened, CancellationToken cancellationToken) =>
        ApplyAsync(id, happened, logTail: null, cancellationToken);

    /// <summary>As above, and keeps the last lines of a run that failed.</summary>
    public Task<ServerRow?> ApplyAsync(long id, ServerEvent happened, string? logTail, CancellationToken cancellationToken) =>
        ApplyAsync(id, _ => Task.FromResult(happened), logTail, cancellationToken);

    /// <summary>Applies what is decided in the same transaction: for what depends on other rows.</summary>
    public Task<ServerRow?> ApplyAsync(long id, Func<DbConnection, Task<ServerEvent>> decide, CancellationToken cancellationToken) =>
        ApplyAsync(id, decide, logTail: null, cancellationToken);

    private async Task<ServerRow?> ApplyAsync(
        long id, Func<DbConnection, Task<ServerEvent>> decide, string? logTail, CancellationToken cancellationToken)
    {
        var row = await database.WriteAsync(async connection =>
            await ServerQueries.GetAsync(connection, id) is { } current
                ? await ApplyAsync(connection, current, await decide(connection), logTail)
                : null, cancellationToken);
        changes.Raise(id);
        return row;
    }

    /// <summary>Asks for a start with these choices, making the server's row if it has none yet; a refusal of <paramref name="admit"/> instead.</summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="admit">Looks, in the same transaction, whether one more may be asked for; not asked about what is active anyway.</param>
    /// <param name="cancellationToken">Ends the wait; the start may or may not be asked for.</param>
    public async Task<(ServerRow? Row, StartRefusal? Refusal)> StartAsync(
        StartOrder order, Func<DbConnection, Task<StartRefusal?>> admit, CancellationToken cancellationToken)
    {
        var outcome = await database.WriteAsync(connection => StartAsync(connection, order, admit), cancellationToken);
        if (outcome.Row is { } row)
        {
            changes.Raise(row.Id);
        }

        return outcome;
    }

    /// <summary>The same for what nobody refuses.</summary>
    public async Task<ServerRow> StartAsync(StartOrder order, CancellationToken cancellationToken) =>
        (await StartAsync(order, _ => Task.FromResult<StartRefusal?>(null), cancellationToken)).Row!;

    private async Task<(ServerRow? Row, StartRefusal? Refusal)> StartAsync(
        DbConnection connection, StartOrder order, Func<DbConnection, Task<StartRefusal?>> admit)
    {
        var current = await ServerQueries.FindAsync(connection, order.UserId, order.Name);
        if (current?.State.IsActive != true && await admit(connection) is { } refusal)
        {
            return (null, refusal);
        }

        current ??= await CreateAsync(connection, order);
        if (order.DisplayName is { } called)
        {
            await connection.ExecuteAsync("UPDATE servers SET display_name = @called WHERE id = @Id", new { called, current.Id });
            current = current with { DisplayName = called };
        }

        return (await ApplyAsync(connection, current.With(order.Choice), order.Request, logTail: null), null);
    }

    /// <summary>Settles what a start runs that was asked for before its image was known; another start's plan stays as it is.</summary>
    public Task SettleAsync(long id, long startNumber, ServerPlan plan, CancellationToken cancellationToken) =>
        database.WriteAsync(async connection =>
        {
            if (await ServerQueries.GetAsync(connection, id) is { } current && current.StartNumber == startNumber)
            {
                await SaveAsync(connection, current with { Plan = plan });
            }
        }, cancellationToken);

    private async Task<ServerRow> ApplyAsync(DbConnection connection, ServerRow row, ServerEvent happened, string? logTail)
    {
        var now = time.GetUtcNow();
        var before = row.State;
        var after = ServerLifecycle.Next(before, happened, now, Clocks);
        if (after == before)
        {
            return row;
        }

        var next = row.With(after).Holding(row) with { LogTail = after.Failure is null ? null : logTail ?? row.LogTail };
        await SaveAsync(connection, next);
        // A start is a use: who culls idle servers must not take a new one for one that nobody ever came to.
        if (after.StartNumber != before.StartNumber || !after.IsActive || (after.Phase is ServerPhase.Ready && before.Phase is not ServerPhase.Ready))
        {
            await ServerActivity.NoteAsync(connection, row, now);
            next = next with { LastActivity = now };
        }

        await ServerJournal.WriteAsync(connection, before, next, now);
        await credentials.FollowAsync(connection, before, next);
        if (after.IsGone)
        {
            await ForgetAsync(connection, next);
        }

        return next;
    }

    // Its timings, shares, tokens and client go with the row.
    private static async Task ForgetAsync(DbConnection connection, ServerRow row)
    {
        await ProgressStore.ForgetAsync(connection, row.Key);
        await connection.ExecuteAsync("DELETE FROM servers WHERE id = @Id", new { row.Id });
    }

    private async Task<ServerRow> CreateAsync(DbConnection connection, StartOrder order)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
            VALUES (@UserId, @Name, @Site, '{}', 'Stopped', 'Stopped', @now, 0)
            """,
            new { order.UserId, order.Name, order.Site, now = time.GetUtcNow() });
        return (await ServerQueries.FindAsync(connection, order.UserId, order.Name))!;
    }

    private static Task SaveAsync(DbConnection connection, ServerRow row) => connection.ExecuteAsync(
        """
        UPDATE servers SET environment = @Environment, size = @Size, user_options = @UserOptions,
            plan = @Plan, cpu_request = @CpuRequest, memory_request = @MemoryRequest,
            wanted = @Wanted, phase = @Phase, phase_since = @PhaseSince, start_number = @StartNumber,
            workload_id = @WorkloadId, address = @Address, started = @Started,
            reason = @Reason, reason_detail = @ReasonDetail, exit_code = @ExitCode, log_tail = @LogTail
        WHERE id = @Id
        """,
        new
        {
            row.Id,
            row.Environment,
            row.Size,
            row.UserOptions,
            row.Plan,
            row.CpuRequest,
            row.MemoryRequest,
            Wanted = row.Wanted.ToString(),
            Phase = row.Phase.ToString(),
            row.PhaseSince,
            row.StartNumber,
            row.WorkloadId,
            row.Address,
            row.Started,
            row.Reason,
            row.ReasonDetail,
            row.ExitCode,
            row.LogTail,
        });
}
