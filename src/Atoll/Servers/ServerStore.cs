using System.Data.Common;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;
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

    public Task<IReadOnlyList<ServerRow>> ActiveAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(ServerQueries.ActiveAsync, cancellationToken);

    /// <summary>Applies an event; null when the server is no longer there.</summary>
    public Task<ServerRow?> ApplyAsync(long id, ServerEvent happened, CancellationToken cancellationToken) =>
        ApplyAsync(id, happened, logTail: null, cancellationToken);

    /// <summary>As above, and keeps the last lines of a run that failed.</summary>
    public async Task<ServerRow?> ApplyAsync(long id, ServerEvent happened, string? logTail, CancellationToken cancellationToken)
    {
        var row = await database.WriteAsync(async connection =>
            await ServerQueries.GetAsync(connection, id) is { } current
                ? await ApplyAsync(connection, current, happened, logTail)
                : null, cancellationToken);
        changes.Raise(id);
        return row;
    }

    /// <summary>Asks for a start with these choices, making the server's row if it has none yet.</summary>
    public async Task<ServerRow> StartAsync(
        long userId, string name, string site, StartChoice choice, ServerEvent request, CancellationToken cancellationToken)
    {
        var row = await database.WriteAsync(async connection =>
        {
            var current = await ServerQueries.FindAsync(connection, userId, name) ?? await CreateAsync(connection, userId, name, site);
            var chosen = current.With(choice);
            return await ApplyAsync(connection, chosen, request, logTail: null);
        }, cancellationToken);
        changes.Raise(row.Id);
        return row;
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

        var next = row.With(after) with { LogTail = after.Failure is null ? null : logTail ?? row.LogTail };
        await SaveAsync(connection, next);
        await ServerJournal.WriteAsync(connection, before, next, now);
        await credentials.FollowAsync(connection, before, next);
        return next;
    }

    private async Task<ServerRow> CreateAsync(DbConnection connection, long userId, string name, string site)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO servers (user_id, name, site, user_options, wanted, phase, phase_since, start_number)
            VALUES (@userId, @name, @site, '{}', 'Stopped', 'Stopped', @now, 0)
            """,
            new { userId, name, site, now = time.GetUtcNow() });
        return (await ServerQueries.FindAsync(connection, userId, name))!;
    }

    private static Task SaveAsync(DbConnection connection, ServerRow row) => connection.ExecuteAsync(
        """
        UPDATE servers SET environment = @Environment, size = @Size, user_options = @UserOptions,
            plan = @Plan, cpu_request = @Cpu, memory_request = @Memory,
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
            Cpu = (long)((row.Plan?.CpuRequest ?? 0) * 1000),
            Memory = row.Plan?.MemoryRequest ?? 0,
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

/// <summary>What a start was asked with.</summary>
/// <param name="Plan">What it comes to.</param>
/// <param name="UserOptions">The whole JSON object, as given.</param>
internal sealed record StartChoice(ServerPlan Plan, string UserOptions);
