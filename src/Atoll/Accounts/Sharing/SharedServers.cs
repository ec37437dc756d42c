using System.Data.Common;
using Dapper;

namespace Atoll.Accounts.Sharing;

/// <summary>Which server a share is of: the little of it that sharing needs to know.</summary>
internal static class SharedServers
{
    /// <summary>The columns of a <see cref="SharedServer"/>; <c>owners</c> are the servers' users. The id comes first: rows are split there.</summary>
    public const string Columns =
        "servers.id, servers.user_id AS owner_id, owners.name AS owner, servers.name, (servers.phase = 'Ready') AS ready";

    /// <summary>The server of this name; null when there is none.</summary>
    public static Task<SharedServer?> FindAsync(DbConnection connection, string owner, string server) =>
        connection.QuerySingleOrDefaultAsync<SharedServer>(
            $"SELECT {Columns} FROM servers JOIN users owners ON owners.id = servers.user_id WHERE owners.name = @owner AND servers.name = @server",
            new { owner, server });
}
