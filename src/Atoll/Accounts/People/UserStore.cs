using System.Data.Common;
using Atoll.Core.Names;
using Dapper;

namespace Atoll.Accounts.People;

/// <summary>SQL of the users table.</summary>
internal static class UserStore
{
    /// <summary>Null when the name is taken.</summary>
    public static Task<UserRow?> CreateAsync(DbConnection connection, UserName name, bool admin, DateTimeOffset now) =>
        connection.QuerySingleOrDefaultAsync<UserRow>(
            """
            INSERT INTO users (name, admin, created) VALUES (@Value, @admin, @now)
            ON CONFLICT (name) DO NOTHING
            RETURNING *
            """,
            new { name.Value, admin, now });

    public static Task<UserRow?> FindAsync(DbConnection connection, string name) =>
        connection.QuerySingleOrDefaultAsync<UserRow>("SELECT * FROM users WHERE name = @name", new { name });

    public static Task<UserRow?> FindAsync(DbConnection connection, long id) =>
        connection.QuerySingleOrDefaultAsync<UserRow>("SELECT * FROM users WHERE id = @id", new { id });

    public static async Task<IReadOnlyList<UserRow>> ListAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<UserRow>("SELECT * FROM users ORDER BY id")];

    public static Task SetAdminAsync(DbConnection connection, long id, bool admin) =>
        connection.ExecuteAsync("UPDATE users SET admin = @admin WHERE id = @id", new { id, admin });

    /// <summary>Moves the time forward, never back.</summary>
    public static Task TouchAsync(DbConnection connection, long id, DateTimeOffset at) =>
        connection.ExecuteAsync(
            "UPDATE users SET last_activity = @at WHERE id = @id AND (last_activity IS NULL OR last_activity < @at)", new { id, at });

    public static Task DeleteAsync(DbConnection connection, long id) =>
        connection.ExecuteAsync("DELETE FROM users WHERE id = @id", new { id });
}
