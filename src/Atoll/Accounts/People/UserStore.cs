using System.Data.Common;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Dapper;

namespace Atoll.Accounts.People;

/// <summary>SQL of the users table.</summary>
internal static class UserStore
{
    private static readonly string[] _withScopes = ["tokens", "oauth_codes", "shares", "share_codes"];

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

    /// <summary>Those of these names that there are.</summary>
    public static async Task<IReadOnlyList<UserRow>> FindAsync(DbConnection connection, IEnumerable<string> names)
    {
        var conditions = new Conditions();
        conditions.Add($"name IN {conditions.List(names.Distinct())}");
        return [.. await connection.QueryAsync<UserRow>($"SELECT * FROM users {conditions.Where}", conditions.Parameters)];
    }

    public static Task<UserRow?> FindAsync(DbConnection connection, long id) =>
        connection.QuerySingleOrDefaultAsync<UserRow>("SELECT * FROM users WHERE id = @id", new { id });

    public static async Task<IReadOnlyList<UserRow>> ListAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<UserRow>("SELECT * FROM users ORDER BY id")];

    public static Task SetAdminAsync(DbConnection connection, long id, bool admin) =>
        connection.ExecuteAsync("UPDATE users SET admin = @admin WHERE id = @id", new { id, admin });

    /// <summary>Gives the user another name, there and in every scope that is limited to them; false when it is taken.</summary>
    public static async Task<bool> RenameAsync(DbConnection connection, UserRow user, UserName name)
    {
        var renamed = await connection.ExecuteAsync(
            "UPDATE users SET name = @Value WHERE id = @Id AND NOT EXISTS (SELECT 1 FROM users WHERE name = @Value AND id <> @Id)",
            new { name.Value, user.Id });
        if (renamed == 0)
        {
            return false;
        }

        // Else whoever is called by the old name one day would be who these scopes let others at.
        foreach (var table in _withScopes)
        {
            await connection.ExecuteAsync(
                $"""
                UPDATE {table} SET scopes = rtrim(replace(replace(scopes || @end, @user, @newUser), @server, @newServer), @end)
                WHERE scopes LIKE '%!user=%' OR scopes LIKE '%!server=%'
                """,
                new
                {
                    end = "\n", user = $"!user={user.Name}\n", newUser = $"!user={name}\n",
                    server = $"!server={user.Name}/", newServer = $"!server={name}/",
                });
        }

        return true;
    }

    /// <summary>Moves the time forward, never back.</summary>
    public static Task TouchAsync(DbConnection connection, long id, DateTimeOffset at) =>
        connection.ExecuteAsync(
            "UPDATE users SET last_activity = @at WHERE id = @id AND (last_activity IS NULL OR last_activity < @at)", new { id, at });

    public static Task DeleteAsync(DbConnection connection, long id) =>
        connection.ExecuteAsync("DELETE FROM users WHERE id = @id", new { id });
}
