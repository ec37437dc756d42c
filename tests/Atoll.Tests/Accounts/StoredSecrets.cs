using System.Data.Common;
using Dapper;

namespace Atoll.Tests.Accounts;

/// <summary>Everything that the tables of secrets hold, as one text.</summary>
internal static class StoredSecrets
{
    private static readonly string[] _queries =
    [
        "SELECT hash FROM passwords", "SELECT secret_hash || id FROM sessions", "SELECT hash || note FROM tokens",
        "SELECT secret_hash FROM oauth_clients", "SELECT hash FROM oauth_codes", "SELECT payload FROM outbox",
    ];

    public static async Task<string> ReadAsync(DbConnection connection)
    {
        var all = new List<string>();
        foreach (var query in _queries)
        {
            all.AddRange(await connection.QueryAsync<string>(query));
        }

        return string.Join('\n', all);
    }
}
