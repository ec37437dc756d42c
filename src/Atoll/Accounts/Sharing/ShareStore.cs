using System.Data.Common;
using Atoll.Core.Scopes;
using Dapper;

namespace Atoll.Accounts.Sharing;

/// <summary>SQL of the shares table: leave for one other person, or a group, to use a server.</summary>
internal static class ShareStore
{
    /// <summary>What is shared with a user, or with a group of theirs, at this moment: scopes, not expanded.</summary>
    public static async Task<IReadOnlyList<string>> ScopesOfAsync(DbConnection connection, long userId, DateTimeOffset now) =>
        [.. (await connection.QueryAsync<string>(
            """
            SELECT scopes FROM shares WHERE (expires_at IS NULL OR expires_at > @now)
                AND (user_id = @userId OR group_id IN (SELECT group_id FROM group_members WHERE user_id = @userId))
            ORDER BY id
            """,
            new { userId, now })).SelectMany(ScopeLines.Split)];
}
