using System.Data.Common;
using Dapper;

namespace Atoll.Accounts.People;

/// <summary>SQL of the passwords table: hashes in the framework's format, which carries its own salt and work factor.</summary>
internal static class PasswordStore
{
    /// <summary>Sets the hash, and makes the account one that can sign in by password.</summary>
    public static async Task SetAsync(DbConnection connection, long userId, string hash, DateTimeOffset now)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO passwords (user_id, hash, changed) VALUES (@userId, @hash, @now)
            ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed = excluded.changed
            """,
            new { userId, hash, now });
        await IdentityStore.AddAsync(connection, Identity.Local(userId), userId);
    }

    /// <summary>Null when the user has no password (or there is no such user).</summary>
    public static Task<string?> FindAsync(DbConnection connection, long userId) =>
        connection.QuerySingleOrDefaultAsync<string>("SELECT hash FROM passwords WHERE user_id = @userId", new { userId });
}
