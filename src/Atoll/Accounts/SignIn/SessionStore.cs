using System.Data.Common;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Core.Events;
using Atoll.Platform.Outbox;
using Dapper;

namespace Atoll.Accounts.SignIn;

/// <summary>SQL of the sessions table. Ending a session revokes its tokens and tells the other modules, in the same transaction.</summary>
internal static class SessionStore
{
    private const string Live =
        "SELECT sessions.*, users.* FROM sessions JOIN users ON users.id = user_id WHERE ended IS NULL AND expires > @now AND ";

    public static Task AddAsync(DbConnection connection, SessionRow session, string secretHash) =>
        connection.ExecuteAsync(
            """
            INSERT INTO sessions (id, secret_hash, user_id, created, last_seen, expires)
            VALUES (@Id, @secretHash, @UserId, @Created, @LastSeen, @Expires)
            """,
            new { session.Id, secretHash, session.UserId, session.Created, session.LastSeen, session.Expires });

    /// <summary>The live session with this secret, and its user.</summary>
    public static Task<(SessionRow Session, UserRow User)?> FindBySecretAsync(DbConnection connection, string secretHash, DateTimeOffset now) =>
        FindAsync(connection, $"{Live} secret_hash = @key", secretHash, now);

    /// <summary>The live session with this public id, and its user.</summary>
    public static Task<(SessionRow Session, UserRow User)?> FindByIdAsync(DbConnection connection, string id, DateTimeOffset now) =>
        FindAsync(connection, $"{Live} sessions.id = @key", id, now);

    public static Task TouchAsync(DbConnection connection, string id, DateTimeOffset now) =>
        connection.ExecuteAsync("UPDATE sessions SET last_seen = @now WHERE id = @id AND last_seen < @now", new { id, now });

    /// <summary>Ends one session; nothing happens when it is not live.</summary>
    public static async Task EndAsync(DbConnection connection, string id, DateTimeOffset now)
    {
        var expires = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            "UPDATE sessions SET ended = @now WHERE id = @id AND ended IS NULL AND expires > @now RETURNING expires", new { id, now });
        if (expires is not null)
        {
            await TokenStore.RevokeSessionAsync(connection, id);
            await OutboxStore.AddAsync(connection, new SessionEnded(id, expires.Value));
        }
    }

    /// <summary>Ends all live sessions of a user.</summary>
    public static async Task EndAllAsync(DbConnection connection, long userId, DateTimeOffset now)
    {
        var ids = await connection.QueryAsync<string>(
            "SELECT id FROM sessions WHERE user_id = @userId AND ended IS NULL AND expires > @now", new { userId, now });
        foreach (var id in ids.AsList())
        {
            await EndAsync(connection, id, now);
        }
    }

    /// <summary>Sessions that were ended but whose cookies could still be about: what a proxy must refuse.</summary>
    public static async Task<IReadOnlyList<SessionEnded>> ListEndedAsync(DbConnection connection, DateTimeOffset now)
    {
        var rows = await connection.QueryAsync<SessionRow>(
            "SELECT * FROM sessions WHERE ended IS NOT NULL AND expires > @now ORDER BY ended", new { now });
        return [.. rows.Select(row => new SessionEnded(row.Id, row.Expires))];
    }

    public static Task PurgeAsync(DbConnection connection, DateTimeOffset now) =>
        connection.ExecuteAsync("DELETE FROM sessions WHERE expires <= @now", new { now });

    private static async Task<(SessionRow, UserRow)?> FindAsync(DbConnection connection, string sql, string key, DateTimeOffset now)
    {
        var found = await connection.QueryAsync<SessionRow, UserRow, (SessionRow, UserRow)?>(
            sql, (session, user) => (session, user), new { key, now });
        return found.SingleOrDefault();
    }
}
