using System.Data.Common;
using Atoll.Platform.Database;
using Dapper;

namespace Atoll.Accounts.Groups;

/// <summary>SQL of the groups and group_members tables.</summary>
internal static class GroupStore
{
    /// <summary>Names of the groups that a user is in, in their order.</summary>
    public static async Task<IReadOnlyList<string>> NamesOfUserAsync(DbConnection connection, long userId) =>
        [.. await connection.QueryAsync<string>(
            "SELECT name FROM groups JOIN group_members ON group_id = groups.id WHERE user_id = @userId ORDER BY name",
            new { userId })];

    /// <summary>The same for several users at once, by their ids.</summary>
    public static async Task<ILookup<long, string>> NamesOfUsersAsync(DbConnection connection, IEnumerable<long> userIds) =>
        (await connection.QueryAsync<(long User, string Group)>(
            $"""
            SELECT user_id, name FROM groups JOIN group_members ON group_id = groups.id
            WHERE user_id IN {Conditions.Ids(userIds)} ORDER BY name
            """)).ToLookup(one => one.User, one => one.Group);

    /// <summary>Names of the users in a group, in their order; empty when there is no such group.</summary>
    public static async Task<IReadOnlyList<string>> MembersAsync(DbConnection connection, string group) =>
        [.. await connection.QueryAsync<string>(
            """
            SELECT users.name FROM group_members
            JOIN users ON users.id = user_id JOIN groups ON groups.id = group_id
            WHERE groups.name = @group ORDER BY users.name
            """,
            new { group })];
}
