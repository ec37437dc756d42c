using System.Data.Common;
using Atoll.Accounts.People;
using Atoll.Accounts.Services;
using Atoll.Core.Events;
using Atoll.Core.Scopes;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;
using Dapper;

namespace Atoll.Accounts.ApiTokens;

/// <summary>SQL of the tokens table. Everything that revokes tells the other modules in the same transaction.</summary>
internal static class TokenStore
{
    private const string Select =
        "SELECT tokens.*, oauth_clients.description AS client_description FROM tokens LEFT JOIN oauth_clients ON oauth_clients.id = client_id ";

    /// <summary>Stores a token of which only the hash is kept; its secret may be chosen by the caller (servers' tokens can be made again).</summary>
    public static async Task<TokenRow> AddAsync(DbConnection connection, NewToken token, string secret, DateTimeOffset now)
    {
        var id = await connection.QuerySingleAsync<long>(
            """
            INSERT INTO tokens (hash, user_id, service_id, scopes, note, created, expires_at, session_id, client_id, server_id)
            VALUES (@hash, @UserId, @ServiceId, @scopes, @Note, @now, @expires, @SessionId, @ClientId, @ServerId)
            RETURNING id
            """,
            new
            {
                hash = OpaqueToken.Hash(secret), token.UserId, token.ServiceId, scopes = ScopeLines.Join(token.Scopes), token.Note, now,
                expires = now + token.Lifetime, token.SessionId, token.ClientId, token.ServerId,
            });
        return await connection.QuerySingleAsync<TokenRow>($"{Select} WHERE tokens.id = @id", new { id });
    }

    /// <summary>The live token with this hash, and its owner.</summary>
    public static async Task<(TokenRow Token, Principal Owner)?> FindAsync(DbConnection connection, string hash, DateTimeOffset now)
    {
        var found = await connection.QueryAsync<TokenRow, UserRow?, ServiceRow?, (TokenRow, Principal)?>(
            """
            SELECT tokens.*, users.*, services.* FROM tokens
            LEFT JOIN users ON users.id = user_id LEFT JOIN services ON services.id = service_id
            WHERE hash = @hash AND (expires_at IS NULL OR expires_at > @now)
            """,
            (token, user, service) => (token, user is null ? Principal.Of(service!) : Principal.Of(user)),
            new { hash, now });
        return found.SingleOrDefault();
    }

    public static Task<TokenRow?> FindAsync(DbConnection connection, long userId, long id, DateTimeOffset now) =>
        connection.QuerySingleOrDefaultAsync<TokenRow>(
            $"{Select} WHERE tokens.user_id = @userId AND tokens.id = @id AND (expires_at IS NULL OR expires_at > @now)",
            new { userId, id, now });

    /// <summary>All of a user's, those that have expired too; those used longest ago first.</summary>
    public static async Task<IReadOnlyList<TokenRow>> ListAsync(DbConnection connection, long userId) =>
        [.. await connection.QueryAsync<TokenRow>(
            $"{Select} WHERE tokens.user_id = @userId ORDER BY COALESCE(last_activity, created), tokens.id", new { userId })];

    /// <summary>The scopes of the live tokens that a client holds for a user.</summary>
    public static async Task<IReadOnlyList<string>> ScopesAtClientAsync(
        DbConnection connection, long userId, string clientId, DateTimeOffset now) =>
        [.. (await connection.QueryAsync<string>(
            "SELECT scopes FROM tokens WHERE client_id = @clientId AND user_id = @userId AND (expires_at IS NULL OR expires_at > @now)",
            new { userId, clientId, now })).SelectMany(ScopeLines.Split)];

    public static Task TouchAsync(DbConnection connection, long id, DateTimeOffset at) =>
        connection.ExecuteAsync(
            "UPDATE tokens SET last_activity = @at WHERE id = @id AND (last_activity IS NULL OR last_activity < @at)", new { id, at });

    /// <summary>Revokes a token; with one that a client got, all that the client holds for the user: people mean the application.</summary>
    public static Task RevokeAsync(DbConnection connection, TokenRow token) =>
        token.ClientId is null
            ? RevokeAsync(connection, "id = @Id", token)
            : RevokeAsync(connection, "client_id = @ClientId AND user_id = @UserId", token);

    public static Task RevokeAsync(DbConnection connection, long id) => RevokeAsync(connection, "id = @id", new { id });

    public static Task RevokeAllAsync(DbConnection connection, long userId) =>
        RevokeAsync(connection, "user_id = @userId", new { userId });

    public static Task RevokeSessionAsync(DbConnection connection, string sessionId) =>
        RevokeAsync(connection, "session_id = @sessionId", new { sessionId });

    /// <summary>Revokes what a client holds, for all users.</summary>
    public static Task RevokeClientAsync(DbConnection connection, string clientId) =>
        RevokeAsync(connection, "client_id = @clientId", new { clientId });

    /// <summary>Revokes the tokens that a service holds of its own.</summary>
    public static Task RevokeServiceAsync(DbConnection connection, long serviceId) =>
        RevokeAsync(connection, "service_id = @serviceId", new { serviceId });

    /// <summary>Revokes the token that a server itself holds.</summary>
    public static Task RevokeServerAsync(DbConnection connection, long serverId) =>
        RevokeAsync(connection, "server_id = @serverId", new { serverId });

    /// <summary>Revokes what a service itself holds, but for one.</summary>
    public static Task RevokeServiceAsync(DbConnection connection, long serviceId, string? exceptHash) =>
        RevokeAsync(connection, "service_id = @serviceId AND hash <> @kept", new { serviceId, kept = exceptHash ?? "" });

    /// <summary>Removes what has expired; that is no news to anybody.</summary>
    public static Task PurgeAsync(DbConnection connection, DateTimeOffset now) =>
        connection.ExecuteAsync("DELETE FROM tokens WHERE expires_at <= @now", new { now });

    private static async Task RevokeAsync(DbConnection connection, string which, object parameters)
    {
        var ids = await connection.QueryAsync<long>($"DELETE FROM tokens WHERE {which} RETURNING id", parameters);
        foreach (var id in ids.AsList())
        {
            await OutboxStore.AddAsync(connection, new TokenRevoked(id));
        }
    }
}
