using System.Data.Common;
using Atoll.Core.Scopes;
using Dapper;

namespace Atoll.Accounts.Sharing;

/// <summary>SQL of the shares table: leave for one other person, or a group, to use a server. What takes leave away is in <see cref="ShareEnds"/>.</summary>
internal static class ShareStore
{
    private const string Live = "(shares.expires_at IS NULL OR shares.expires_at > @now)";
    private const string Of = "shares.server_id = @serverId AND (shares.user_id = @UserId OR shares.group_id = @GroupId)";

    private const string From =
        """
        FROM shares
        JOIN servers ON servers.id = shares.server_id JOIN users owners ON owners.id = servers.user_id
        LEFT JOIN users ON users.id = shares.user_id LEFT JOIN groups ON groups.id = shares.group_id
        """;

    private const string Select =
        $"""
        SELECT shares.id, shares.scopes, shares.created, users.name AS "user", groups.name AS "group", {SharedServers.Columns} {From}
        """;

    /// <summary>What is shared with a user, or with a group of theirs, at this moment: scopes, not expanded.</summary>
    public static async Task<IReadOnlyList<string>> ScopesOfAsync(DbConnection connection, long userId, DateTimeOffset now) =>
        [.. (await connection.QueryAsync<string>(
            """
            SELECT scopes FROM shares WHERE (expires_at IS NULL OR expires_at > @now)
                AND (user_id = @userId OR group_id IN (SELECT group_id FROM group_members WHERE user_id = @userId))
            ORDER BY id
            """,
            new { userId, now })).SelectMany(ScopeLines.Split)];

    public static async Task<(ShareRow Share, SharedServer Server)?> FindAsync(
        DbConnection connection, long serverId, Sharee sharee, DateTimeOffset now) =>
        (await QueryAsync(connection, $"WHERE {Of} AND {Live}", new { serverId, sharee.UserId, sharee.GroupId, now }))
            .Cast<(ShareRow, SharedServer)?>().SingleOrDefault();

    public static Task<long?> FindGroupAsync(DbConnection connection, string name) =>
        connection.QuerySingleOrDefaultAsync<long?>("SELECT id FROM groups WHERE name = @name", new { name });

    /// <summary>A page of a list, oldest first.</summary>
    public static async Task<IReadOnlyList<(ShareRow Share, SharedServer Server)>> ListAsync(
        DbConnection connection, ShareList which, long offset, int limit, DateTimeOffset now) =>
        [.. await QueryAsync(
            connection,
            $"WHERE {which.Where} AND {Live} ORDER BY shares.id LIMIT @limit OFFSET @offset",
            new { id = which.Id, now, limit, offset })];

    public static Task<long> CountAsync(DbConnection connection, ShareList which, DateTimeOffset now) =>
        connection.ExecuteScalarAsync<long>($"SELECT count(*) {From} WHERE {which.Where} AND {Live}", new { id = which.Id, now });

    /// <summary>Gives leave, or adds to what was given before. False when the server, user or group is gone.</summary>
    public static async Task<bool> GrantAsync(
        DbConnection connection, long serverId, Sharee sharee, IReadOnlyList<string> scopes, DateTimeOffset now)
    {
        await PurgeAsync(connection, now);
        if (await FindAsync(connection, serverId, sharee, now) is not { } found)
        {
            return await AddAsync(connection, serverId, sharee, scopes, now);
        }

        if (scopes.Except(found.Share.ScopeList).Any())
        {
            await SetScopesAsync(connection, found.Share.Id, found.Share.ScopeList.Union(scopes).Order(StringComparer.Ordinal));
        }

        return true;
    }

    public static Task SetScopesAsync(DbConnection connection, long id, IEnumerable<string> scopes) =>
        connection.ExecuteAsync("UPDATE shares SET scopes = @scopes WHERE id = @id", new { id, scopes = ScopeLines.Join(scopes) });

    /// <summary>Removes what has expired.</summary>
    public static Task PurgeAsync(DbConnection connection, DateTimeOffset now) =>
        connection.ExecuteAsync("DELETE FROM shares WHERE expires_at <= @now", new { now });

    private static async Task<bool> AddAsync(
        DbConnection connection, long serverId, Sharee sharee, IReadOnlyList<string> scopes, DateTimeOffset now) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO shares (server_id, user_id, group_id, scopes, created)
            SELECT servers.id, users.id, groups.id, @scopes, @now FROM servers
            LEFT JOIN users ON users.id = @UserId LEFT JOIN groups ON groups.id = @GroupId
            WHERE servers.id = @serverId AND (users.id IS NOT NULL OR groups.id IS NOT NULL)
            """,
            new { serverId, sharee.UserId, sharee.GroupId, scopes = ScopeLines.Join(scopes), now }) == 1;

    private static Task<IEnumerable<(ShareRow, SharedServer)>> QueryAsync(DbConnection connection, string rest, object parameters) =>
        connection.QueryAsync<ShareRow, SharedServer, (ShareRow, SharedServer)>($"{Select} {rest}", (share, server) => (share, server), parameters);
}
