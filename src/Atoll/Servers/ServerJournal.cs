using System.Data.Common;
using Atoll.Core.Lifecycles;
using Atoll.Workloads;
using Dapper;

namespace Atoll.Servers;

/// <summary>What a change of state leaves to be read later: the progress of this start and how long each step took.</summary>
internal static class ServerJournal
{
    public static async Task WriteAsync(DbConnection connection, ServerState before, ServerRow after, DateTimeOffset now)
    {
        if (after.StartNumber != before.StartNumber)
        {
            await BeginAsync(connection, after, now);
        }
        else if (after.Phase != before.Phase)
        {
            await MoveAsync(connection, before, after, now);
        }
    }

    private static async Task BeginAsync(DbConnection connection, ServerRow row, DateTimeOffset now)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO starts (server_id, number, environment, size, requested)
            VALUES (@Id, @StartNumber, @Environment, @Size, @now)
            """,
            new { row.Id, row.StartNumber, row.Environment, row.Size, now });
        await ProgressStore.ForgetBeforeAsync(connection, row.Key, row.StartNumber);
        await ProgressStore.AddAsync(connection, row.Key, row.StartNumber, now, percent: 0, "Server requested");
    }

    private static async Task MoveAsync(DbConnection connection, ServerState before, ServerRow row, DateTimeOffset now)
    {
        // The column is the step that just ended.
        var column = (before.Phase, row.Phase) switch
        {
            (_, ServerPhase.Stopped) => "ended",
            (ServerPhase.Waiting, ServerPhase.Pulling) => "placed",
            (ServerPhase.Pulling, ServerPhase.Launching) => "prepared",
            (ServerPhase.Launching, ServerPhase.Booting) => "launched",
            (ServerPhase.Booting, ServerPhase.Ready) => "ready",
            _ => null,
        };
        if (column is not null)
        {
            await connection.ExecuteAsync(
                $"UPDATE starts SET {column} = @now, reason = @Reason WHERE server_id = @Id AND number = @StartNumber",
                new { row.Id, row.StartNumber, row.Reason, now });
        }

        if (Step(row.Phase) is var (percent, message))
        {
            await ProgressStore.AddAsync(connection, row.Key, row.StartNumber, now, percent, message);
        }
    }

    private static (int Percent, string Message)? Step(ServerPhase phase) => phase switch
    {
        ServerPhase.Pulling => (10, "Found a place to run"),
        ServerPhase.Launching => (30, "The environment's image is ready"),
        ServerPhase.Booting => (60, "Started; waiting for it to answer"),
        _ => null,
    };
}
