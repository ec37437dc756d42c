using System.Data.Common;
using Dapper;

namespace Atoll.Workloads;

/// <summary>One step of a start, as the progress stream tells it.</summary>
internal sealed record ProgressRow
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public int Percent { get; init; }

    public string Message { get; init; } = "";
}

/// <summary>The steps of each start: a table, so that any hub can serve the stream and a restart forgets none.</summary>
internal static class ProgressStore
{
    public static Task AddAsync(
        DbConnection connection, string owner, long startNumber, DateTimeOffset at, int percent, string message) =>
        connection.ExecuteAsync(
            """
            INSERT INTO progress (owner, start_number, at, percent, message)
            VALUES (@owner, @startNumber, @at, @percent, @message)
            """,
            new { owner, startNumber, at, percent, message });

    /// <summary>The steps after <paramref name="afterId"/>, in order.</summary>
    public static async Task<IReadOnlyList<ProgressRow>> ReadAsync(DbConnection connection, string owner, long startNumber, long afterId) =>
        [.. await connection.QueryAsync<ProgressRow>(
            """
            SELECT id, at, percent, message FROM progress
            WHERE owner = @owner AND start_number = @startNumber AND id > @afterId ORDER BY id
            """,
            new { owner, startNumber, afterId })];

    /// <summary>Forgets the steps of every start.</summary>
    public static Task ForgetAsync(DbConnection connection, string owner) =>
        connection.ExecuteAsync("DELETE FROM progress WHERE owner = @owner", new { owner });

    /// <summary>Forgets all but the newest start's steps.</summary>
    public static Task ForgetBeforeAsync(DbConnection connection, string owner, long startNumber) =>
        connection.ExecuteAsync(
            "DELETE FROM progress WHERE owner = @owner AND start_number < @startNumber", new { owner, startNumber });
}
