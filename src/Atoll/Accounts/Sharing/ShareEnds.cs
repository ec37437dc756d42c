using System.Data.Common;
using Atoll.Core.Events;
using Atoll.Platform.Outbox;
using Dapper;

namespace Atoll.Accounts.Sharing;

/// <summary>
/// Everything that takes leave to use a server away. Who might have lost it is news (<see cref="ShareEnded"/>), written in the same transaction,
/// so that what they have open is closed.
/// </summary>
internal static class ShareEnds
{
    private const string People =
        """
        SELECT server_id, user_id FROM shares WHERE user_id IS NOT NULL AND {0}
        UNION
        SELECT shares.server_id, group_members.user_id FROM shares
        JOIN group_members ON group_members.group_id = shares.group_id WHERE {0}
        """;

    /// <summary>Ends one share.</summary>
    public static Task OneAsync(DbConnection connection, long shareId) => EndAsync(connection, "shares.id = @id", shareId);

    /// <summary>Ends all shares of a server.</summary>
    public static Task OfServerAsync(DbConnection connection, long serverId) => EndAsync(connection, "shares.server_id = @id", serverId);

    /// <summary>Ends all that is shared with a group: it is about to be deleted.</summary>
    public static Task OfGroupAsync(DbConnection connection, long groupId) => EndAsync(connection, "shares.group_id = @id", groupId);

    /// <summary>Leaves less in a share than there was.</summary>
    public static async Task NarrowAsync(DbConnection connection, long shareId, IEnumerable<string> scopes)
    {
        await TellAsync(connection, "shares.id = @id", shareId);
        await ShareStore.SetScopesAsync(connection, shareId, scopes);
    }

    /// <summary>These users are no longer in a group (or are about to leave it): what is shared with it may be closed to them.</summary>
    public static async Task LeftGroupAsync(DbConnection connection, long groupId, IReadOnlyList<long> users)
    {
        if (users.Count == 0)
        {
            return;
        }

        var servers = await connection.QueryAsync<long>("SELECT server_id FROM shares WHERE group_id = @groupId ORDER BY id", new { groupId });
        foreach (var server in servers.AsList())
        {
            await OutboxStore.AddAsync(connection, new ShareEnded(server, users));
        }
    }

    private static async Task EndAsync(DbConnection connection, string where, long id)
    {
        await TellAsync(connection, where, id);
        await connection.ExecuteAsync($"DELETE FROM shares WHERE {where}", new { id });
    }

    private static async Task TellAsync(DbConnection connection, string where, long id)
    {
        var people = await connection.QueryAsync<(long ServerId, long UserId)>(People.Replace("{0}", where, StringComparison.Ordinal), new { id });
        foreach (var server in people.GroupBy(one => one.ServerId, one => one.UserId))
        {
            await OutboxStore.AddAsync(connection, new ShareEnded(server.Key, [.. server]));
        }
    }
}
