using System.Data.Common;
using Atoll.Core.Scopes;
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

    /// <summary>Names of the users in several groups at once, by the groups' ids.</summary>
    public static async Task<ILookup<long, string>> MembersOfAsync(DbConnection connection, IEnumerable<long> groupIds) =>
        (await connection.QueryAsync<(long Group, string User)>(
            $"""
            SELECT group_id, name FROM users JOIN group_members ON user_id = users.id
            WHERE group_id IN {Conditions.Ids(groupIds)} ORDER BY name
            """)).ToLookup(one => one.Group, one => one.User);

    /// <summary>Null when there is none.</summary>
    public static Task<GroupRow?> FindAsync(DbConnection connection, string name) =>
        connection.QuerySingleOrDefaultAsync<GroupRow>("SELECT * FROM groups WHERE name = @name", new { name });

    /// <summary>A part of those that a scope reaches, in the order in which they were made, and how many there are in all.</summary>
    public static async Task<(IReadOnlyList<GroupRow> Page, long Total)> ListAsync(
        DbConnection connection, ScopeFilters reach, long offset, int limit)
    {
        var conditions = new Conditions();
        if (!reach.IsEverything)
        {
            conditions.Add($"name IN {conditions.List(reach.Groups)}");
        }

        var total = await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM groups {conditions.Where}", conditions.Parameters);
        var page = await connection.QueryAsync<GroupRow>(
            $"SELECT * FROM groups {conditions.Where} ORDER BY id LIMIT {conditions.Parameter(limit)} OFFSET {conditions.Parameter(offset)}",
            conditions.Parameters);
        return ([.. page], total);
    }

    /// <summary>Null when the name is taken.</summary>
    public static Task<GroupRow?> CreateAsync(DbConnection connection, string name) =>
        connection.QuerySingleOrDefaultAsync<GroupRow>(
            "INSERT INTO groups (name, properties) VALUES (@name, '{}') ON CONFLICT (name) DO NOTHING RETURNING *", new { name });

    public static Task DeleteAsync(DbConnection connection, long id) =>
        connection.ExecuteAsync("DELETE FROM groups WHERE id = @id", new { id });

    public static Task SetPropertiesAsync(DbConnection connection, long id, string properties) =>
        connection.ExecuteAsync("UPDATE groups SET properties = @properties WHERE id = @id", new { id, properties });

    /// <summary>Whoever is in it already stays in it.</summary>
    public static Task JoinAsync(DbConnection connection, long groupId, IEnumerable<long> userIds) =>
        connection.ExecuteAsync(
            "INSERT INTO group_members (group_id, user_id) VALUES (@groupId, @userId) ON CONFLICT DO NOTHING",
            userIds.Select(userId => new { groupId, userId }));

    /// <summary>Who is not in it is passed over.</summary>
    public static Task LeaveAsync(DbConnection connection, long groupId, IEnumerable<long> userIds) =>
        connection.ExecuteAsync($"DELETE FROM group_members WHERE group_id = @groupId AND user_id IN {Conditions.Ids(userIds)}", new { groupId });
}
