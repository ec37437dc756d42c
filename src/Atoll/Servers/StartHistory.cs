using System.Data.Common;
using Atoll.Platform.Database;
using Dapper;

namespace Atoll.Servers;

/// <summary>One start's clock: when each step ended.</summary>
internal sealed record StartRow
{
    public DateTimeOffset Requested { get; init; }

    public DateTimeOffset? Placed { get; init; }

    public DateTimeOffset? Prepared { get; init; }

    public DateTimeOffset? Launched { get; init; }

    public DateTimeOffset? Ready { get; init; }

    public DateTimeOffset? Ended { get; init; }
}

/// <summary>How long starts took on this hub.</summary>
internal sealed class StartHistory(HubDatabase database)
{
    // Enough for a range that means something, and recent enough to be about today's machine.
    private const int Starts = 20;

    public Task<StartRow?> GetAsync(long serverId, long number, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<StartRow>(
                "SELECT * FROM starts WHERE server_id = @serverId AND number = @number", new { serverId, number }),
            cancellationToken);

    /// <summary>Whether a server of this user ever ran this environment.</summary>
    public Task<bool> HasRunAsync(long userId, string environment, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection => await connection.ExecuteScalarAsync<long>(
                """
                SELECT count(*) FROM starts JOIN servers ON servers.id = starts.server_id
                WHERE servers.user_id = @userId AND starts.environment = @environment AND starts.ready IS NOT NULL
                """,
                new { userId, environment }) > 0,
            cancellationToken);

    /// <summary>The latest successful starts of an environment, whoever's.</summary>
    public Task<IReadOnlyList<StartRow>> RecentAsync(string environment, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => RecentAsync(connection, environment), cancellationToken);

    private static async Task<IReadOnlyList<StartRow>> RecentAsync(DbConnection connection, string environment) =>
        [.. await connection.QueryAsync<StartRow>(
            "SELECT * FROM starts WHERE environment = @environment AND ready IS NOT NULL ORDER BY ready DESC LIMIT @Starts",
            new { environment, Starts })];
}
