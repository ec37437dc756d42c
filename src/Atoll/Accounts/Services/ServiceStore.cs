using System.Data.Common;
using Dapper;

namespace Atoll.Accounts.Services;

/// <summary>SQL of the services table.</summary>
internal static class ServiceStore
{
    public static Task<ServiceRow?> FindAsync(DbConnection connection, long id) =>
        connection.QuerySingleOrDefaultAsync<ServiceRow>("SELECT * FROM services WHERE id = @id", new { id });

    public static Task<ServiceRow?> FindAsync(DbConnection connection, string name) =>
        connection.QuerySingleOrDefaultAsync<ServiceRow>("SELECT * FROM services WHERE name = @name", new { name });

    /// <summary>All of them, in the order in which they were made: there are few.</summary>
    public static async Task<IReadOnlyList<ServiceRow>> ListAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<ServiceRow>("SELECT * FROM services ORDER BY id")];

    /// <summary>Null when the name is taken.</summary>
    public static Task<ServiceRow?> CreateAsync(DbConnection connection, ServiceRow service) =>
        connection.QuerySingleOrDefaultAsync<ServiceRow>(
            """
            INSERT INTO services (name, admin, url, display, info, configured)
            VALUES (@Name, @Admin, @Url, @Display, @Info, @Configured)
            ON CONFLICT (name) DO NOTHING
            RETURNING *
            """,
            service);

    /// <summary>Makes the service of this name what the row says, the id apart.</summary>
    public static Task<ServiceRow> UpdateAsync(DbConnection connection, ServiceRow service) =>
        connection.QuerySingleAsync<ServiceRow>(
            """
            UPDATE services SET admin = @Admin, url = @Url, display = @Display, info = @Info, configured = @Configured
            WHERE name = @Name RETURNING *
            """,
            service);

    /// <summary>Its tokens must be revoked before.</summary>
    public static Task DeleteAsync(DbConnection connection, long id) =>
        connection.ExecuteAsync("DELETE FROM services WHERE id = @id", new { id });
}
