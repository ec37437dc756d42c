using System.Data.Common;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Database;
using Dapper;

namespace Atoll.Servers;

/// <summary>Reads of the servers table.</summary>
internal static class ServerQueries
{
    private const string Select = "SELECT s.*, u.name AS user_name FROM servers s JOIN users u ON u.id = s.user_id ";

    static ServerQueries() => SqlMapper.AddTypeHandler(new ServerPlanColumn());

    public static Task<ServerRow?> GetAsync(DbConnection connection, long id) =>
        connection.QuerySingleOrDefaultAsync<ServerRow>(Select + "WHERE s.id = @id", new { id });

    public static Task<ServerRow?> FindAsync(DbConnection connection, long userId, string name) =>
        connection.QuerySingleOrDefaultAsync<ServerRow>(
            Select + "WHERE s.user_id = @userId AND s.name = @name", new { userId, name });

    public static async Task<IReadOnlyList<ServerRow>> OfUserAsync(DbConnection connection, long userId) =>
        [.. await connection.QueryAsync<ServerRow>(Select + "WHERE s.user_id = @userId ORDER BY s.name", new { userId })];

    public static async Task<IReadOnlyList<ServerRow>> OfUsersAsync(DbConnection connection, IEnumerable<long> userIds) =>
        [.. await connection.QueryAsync<ServerRow>($"{Select} WHERE s.user_id IN {Conditions.Ids(userIds)} ORDER BY s.user_id, s.name")];

    /// <summary>Whether a user has a server that is not stopped.</summary>
    public static Task<bool> HasActiveAsync(DbConnection connection, long userId) =>
        connection.ExecuteScalarAsync<bool>("SELECT count(*) > 0 FROM servers WHERE user_id = @userId AND phase <> 'Stopped'", new { userId });

    public static async Task<IReadOnlyList<ServerRow>> ActiveAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<ServerRow>(
            Select + "WHERE s.phase <> @stopped ORDER BY s.id", new { stopped = nameof(ServerPhase.Stopped) })];

    /// <summary>The first in each site's queue.</summary>
    public static async Task<IReadOnlyList<long>> FirstInLineAsync(DbConnection connection)
    {
        var waiting = await connection.QueryAsync<(long Id, string Site)>(
            "SELECT id, site FROM servers WHERE phase = 'Waiting' ORDER BY phase_since, id");
        return [.. waiting.DistinctBy(one => one.Site).Select(one => one.Id)];
    }

    /// <summary>How many servers a person has beside the default one, running or not.</summary>
    public static Task<int> CountNamedAsync(DbConnection connection, long userId) =>
        connection.ExecuteScalarAsync<int>("SELECT count(*) FROM servers WHERE user_id = @userId AND name <> ''", new { userId });

    /// <summary>How many servers are active, those that wait included.</summary>
    public static Task<int> CountActiveAsync(DbConnection connection) =>
        connection.ExecuteScalarAsync<int>("SELECT count(*) FROM servers WHERE phase <> 'Stopped'");
}
