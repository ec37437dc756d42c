namespace Atoll.Accounts.Sharing;

/// <summary>Which shares or share codes a list is of.</summary>
/// <param name="Where">A condition over the tables that <see cref="ShareStore"/> and <see cref="ShareCodeStore"/> read, with <c>@id</c>.</param>
/// <param name="Id">Of whom or what.</param>
internal sealed record ShareList(string Where, long Id)
{
    /// <summary>All of a user's servers.</summary>
    public static ShareList OfOwner(long userId) => new("servers.user_id = @id", userId);

    /// <summary>One server's.</summary>
    public static ShareList OfServer(long serverId) => new("servers.id = @id", serverId);

    /// <summary>Shares with a user, or with a group of theirs.</summary>
    public static ShareList WithUser(long userId) =>
        new("(shares.user_id = @id OR shares.group_id IN (SELECT group_id FROM group_members WHERE user_id = @id))", userId);

    /// <summary>Shares with a group.</summary>
    public static ShareList WithGroup(long groupId) => new("shares.group_id = @id", groupId);
}
