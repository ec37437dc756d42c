using System.Data.Common;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Database;
using Dapper;

namespace Atoll.Hub.Api;

/// <summary>Lists of users by what they have: names, groups, servers. One query for a page and one for its total, however many users there are.</summary>
internal static class UserQueries
{
    private const string HasServer = "EXISTS (SELECT 1 FROM servers WHERE servers.user_id = users.id AND phase";

    public static async Task<(IReadOnlyList<UserRow> Page, long Total)> ListAsync(DbConnection connection, UserListQuery query)
    {
        var conditions = ConditionsOf(query);
        var total = await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM users {conditions.Where}", conditions.Parameters);
        var (limit, offset) = (conditions.Parameter(query.Paging.Limit), conditions.Parameter(query.Paging.Offset));
        var page = await connection.QueryAsync<UserRow>(
            $"SELECT * FROM users {conditions.Where} ORDER BY {OrderOf(query)} LIMIT {limit} OFFSET {offset}", conditions.Parameters);
        return ([.. page], total);
    }

    private static Conditions ConditionsOf(UserListQuery query)
    {
        var conditions = new Conditions();
        conditions.Add($"substr(users.name, 1, {UserName.OwnPrefix.Length}) <> {conditions.Parameter(UserName.OwnPrefix)}");
        if (query.NameFilter.Length > 0)
        {
            conditions.Add($"users.name LIKE {conditions.Parameter(PatternOf(query.NameFilter))} ESCAPE '\\'");
        }

        if (!query.Reach.IsEverything)
        {
            conditions.Add(WithinReach(conditions, query.Reach));
        }

        return query.State switch
        {
            "active" => conditions.Add($"{HasServer} <> 'Stopped')"),
            "ready" => conditions.Add($"{HasServer} = 'Ready')"),
            "inactive" => conditions.Add($"NOT {HasServer} <> 'Stopped')"),
            _ => conditions,
        };
    }

    private static string WithinReach(Conditions conditions, ScopeFilters reach) =>
        $"""
        (users.name IN {conditions.List(reach.Users)} OR EXISTS (
            SELECT 1 FROM group_members JOIN groups ON groups.id = group_id
            WHERE group_members.user_id = users.id AND groups.name IN {conditions.List(reach.Groups)}))
        """;

    private static string OrderOf(UserListQuery query)
    {
        var (column, direction) = ($"users.{query.Sort}", query.IsDescending ? "DESC" : "ASC");
        // Who never did anything comes first, or last when it is turned round: the databases alone would not agree on it.
        return query.Sort == "last_activity"
            ? $"{column} IS {(query.IsDescending ? "" : "NOT ")}NULL, {column} {direction}, users.id"
            : $"{column} {direction}";
    }

    // Names are stored in lower case, and hold no characters that a text of PostgreSQL cannot.
    private static string PatternOf(string part)
    {
        var escaped = part.ToLowerInvariant().Replace("\0", "\uFFFD", StringComparison.Ordinal)
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{escaped}%";
    }
}
