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
}
