using System.Data.Common;
using Atoll.Core.Scopes;
using Dapper;

namespace Atoll.Accounts.Sharing;

/// <summary>SQL of the share_codes table: invitations to use a server. Of a code only the hash is here.</summary>
internal static class ShareCodeStore
{
    private const string From =
        "FROM share_codes JOIN servers ON servers.id = share_codes.server_id JOIN users owners ON owners.id = servers.user_id";

    private const string Select =
        $"""
        SELECT share_codes.id, share_codes.scopes, share_codes.created, share_codes.expires_at, exchange_count, last_exchanged_at,
            {SharedServers.Columns} {From}
        """;

    /// <summary>Null when the server is gone.</summary>
    public static async Task<(ShareCodeRow Code, SharedServer Server)?> AddAsync(
        DbConnection connection, long serverId, string hash, IReadOnlyList<string> scopes, DateTimeOffset now, DateTimeOffset expires)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO share_codes (hash, server_id, scopes, created, expires_at, exchange_count)
            SELECT @hash, id, @scopes, @now, @expires, 0 FROM servers WHERE id = @serverId
            """,
            new { hash, serverId, scopes = ScopeLines.Join(scopes), now, expires });
        return await FindAsync(connection, hash, now);
    }

    /// <summary>The live code with this hash.</summary>
    public static async Task<(ShareCodeRow Code, SharedServer Server)?> FindAsync(DbConnection connection, string hash, DateTimeOffset now) =>
        (await QueryAsync(connection, "WHERE share_codes.hash = @hash AND share_codes.expires_at > @now", new { hash, now }))
            .Cast<(ShareCodeRow, SharedServer)?>().SingleOrDefault();

    /// <summary>A page of a list, oldest first.</summary>
    public static async Task<IReadOnlyList<(ShareCodeRow Code, SharedServer Server)>> ListAsync(
        DbConnection connection, ShareList which, long offset, int limit, DateTimeOffset now) =>
        [.. await QueryAsync(
            connection,
            $"WHERE {which.Where} AND share_codes.expires_at > @now ORDER BY share_codes.id LIMIT @limit OFFSET @offset",
            new { id = which.Id, now, limit, offset })];

    public static Task<long> CountAsync(DbConnection connection, ShareList which, DateTimeOffset now) =>
        connection.ExecuteScalarAsync<long>(
            $"SELECT count(*) {From} WHERE {which.Where} AND share_codes.expires_at > @now", new { id = which.Id, now });

    /// <summary>Somebody accepted.</summary>
    public static Task CountExchangeAsync(DbConnection connection, long id, DateTimeOffset now) =>
        connection.ExecuteAsync(
            "UPDATE share_codes SET exchange_count = exchange_count + 1, last_exchanged_at = @now WHERE id = @id", new { id, now });

    /// <summary>False when the server has no such live code.</summary>
    public static async Task<bool> DeleteAsync(DbConnection connection, long serverId, string hash, DateTimeOffset now) =>
        await connection.ExecuteAsync(
            "DELETE FROM share_codes WHERE server_id = @serverId AND hash = @hash AND expires_at > @now", new { serverId, hash, now }) > 0;

    /// <summary>False when the server has no such code.</summary>
    public static async Task<bool> DeleteAsync(DbConnection connection, long serverId, long id) =>
        await connection.ExecuteAsync("DELETE FROM share_codes WHERE server_id = @serverId AND id = @id", new { serverId, id }) > 0;

    public static Task DeleteAllAsync(DbConnection connection, long serverId) =>
        connection.ExecuteAsync("DELETE FROM share_codes WHERE server_id = @serverId", new { serverId });

    /// <summary>Removes what has expired.</summary>
    public static Task PurgeAsync(DbConnection connection, DateTimeOffset now) =>
        connection.ExecuteAsync("DELETE FROM share_codes WHERE expires_at <= @now", new { now });

    private static Task<IEnumerable<(ShareCodeRow, SharedServer)>> QueryAsync(DbConnection connection, string rest, object parameters) =>
        connection.QueryAsync<ShareCodeRow, SharedServer, (ShareCodeRow, SharedServer)>($"{Select} {rest}", (code, server) => (code, server), parameters);
}
