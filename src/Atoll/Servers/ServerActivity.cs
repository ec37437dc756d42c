using System.Data.Common;
using Atoll.Platform.Database;
using Dapper;

namespace Atoll.Servers;

/// <summary>What a server (or the proxy) knows of when it was last used.</summary>
/// <param name="User">The user's own last activity, if told.</param>
/// <param name="Servers">By server name.</param>
internal sealed record ActivityReport(DateTimeOffset? User, IReadOnlyDictionary<string, DateTimeOffset> Servers);

/// <summary>Moves activity times forward, never back (jupyterhub.md 1.13).</summary>
internal sealed class ServerActivity(HubDatabase database)
{
    /// <summary>Notes a server's report; returns the name of a server that the user does not have, and then notes nothing.</summary>
    public Task<string?> ReportAsync(long userId, ActivityReport report, CancellationToken cancellationToken) =>
        database.WriteAsync(async connection =>
        {
            var known = (await ServerQueries.OfUserAsync(connection, userId)).ToDictionary(row => row.Name, row => row.Id);
            if (report.Servers.Keys.FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown)
            {
                return unknown;
            }

            foreach (var (name, at) in report.Servers)
            {
                await MoveServerAsync(connection, known[name], at);
            }

            if (report.User is { } seen)
            {
                await MoveUserAsync(connection, userId, seen);
            }

            return null;
        }, cancellationToken);

    /// <summary>Notes what the proxy saw, by server id; the owners were active then, too.</summary>
    public Task NoteAsync(IReadOnlyDictionary<long, DateTimeOffset> seen, CancellationToken cancellationToken) =>
        database.WriteAsync(async connection =>
        {
            foreach (var (id, at) in seen)
            {
                await MoveServerAsync(connection, id, at);
                await connection.ExecuteAsync(
                    """
                    UPDATE users SET last_activity = @at
                    WHERE id = (SELECT user_id FROM servers WHERE id = @id) AND (last_activity IS NULL OR last_activity < @at)
                    """,
                    new { id, at });
            }
        }, cancellationToken);

    /// <summary>Starting and stopping a server is something that its owner did (jupyterhub.md 1.13).</summary>
    public static async Task NoteAsync(DbConnection connection, ServerRow row, DateTimeOffset at)
    {
        await MoveServerAsync(connection, row.Id, at);
        await MoveUserAsync(connection, row.UserId, at);
    }

    private static Task MoveServerAsync(DbConnection connection, long id, DateTimeOffset at) => connection.ExecuteAsync(
        "UPDATE servers SET last_activity = @at WHERE id = @id AND (last_activity IS NULL OR last_activity < @at)", new { id, at });

    private static Task MoveUserAsync(DbConnection connection, long id, DateTimeOffset at) => connection.ExecuteAsync(
        "UPDATE users SET last_activity = @at WHERE id = @id AND (last_activity IS NULL OR last_activity < @at)", new { id, at });
}
