using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Atoll.Accounts.People;

/// <summary>Who somebody is to a sign-in provider: its name and a subject that never changes there.</summary>
internal sealed record Identity(string Provider, string Subject)
{
    /// <summary>A local account: the subject is the user's own id.</summary>
    public static Identity Local(long userId) => new("local", userId.ToString(CultureInfo.InvariantCulture));
}

/// <summary>SQL of the identities table.</summary>
internal static class IdentityStore
{
    /// <summary>Links an identity to a user; false when it belongs to somebody already.</summary>
    public static async Task<bool> AddAsync(DbConnection connection, Identity identity, long userId) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO identities (provider, subject, user_id) VALUES (@Provider, @Subject, @userId)
            ON CONFLICT (provider, subject) DO NOTHING
            """,
            new { identity.Provider, identity.Subject, userId }) == 1;

    public static Task<UserRow?> FindUserAsync(DbConnection connection, Identity identity) =>
        connection.QuerySingleOrDefaultAsync<UserRow>(
            """
            SELECT users.* FROM identities JOIN users ON users.id = identities.user_id
            WHERE provider = @Provider AND subject = @Subject
            """,
            identity);
}
