using System.Data.Common;
using Atoll.Accounts.ApiTokens;
using Dapper;

namespace Atoll.OAuth;

/// <summary>SQL of the oauth_clients table.</summary>
internal static class OAuthClientStore
{
    /// <summary>Adds the client or replaces what is known of it; tokens it holds stay good.</summary>
    public static Task RegisterAsync(DbConnection connection, OAuthClient client) =>
        connection.ExecuteAsync(
            """
            INSERT INTO oauth_clients (id, secret_hash, redirect_uri, description, allowed_scopes, access_scope, user_id, server_id, service_id, no_confirm)
            VALUES (@Id, @SecretHash, @RedirectUri, @Description, @AllowedScopes, @AccessScope, @UserId, @ServerId, @ServiceId, @NoConfirm)
            ON CONFLICT (id) DO UPDATE SET
                secret_hash = excluded.secret_hash, redirect_uri = excluded.redirect_uri, description = excluded.description,
                allowed_scopes = excluded.allowed_scopes, access_scope = excluded.access_scope,
                user_id = excluded.user_id, server_id = excluded.server_id,
                service_id = excluded.service_id, no_confirm = excluded.no_confirm
            """,
            client);

    /// <summary>Removes the client and revokes what it holds.</summary>
    public static async Task RemoveAsync(DbConnection connection, string id)
    {
        await TokenStore.RevokeClientAsync(connection, id);
        await connection.ExecuteAsync("DELETE FROM oauth_clients WHERE id = @id", new { id });
    }

    /// <summary>Removes the clients of a server, likewise.</summary>
    public static async Task RemoveOfServerAsync(DbConnection connection, long serverId)
    {
        foreach (var id in await connection.QueryAsync<string>("SELECT id FROM oauth_clients WHERE server_id = @serverId", new { serverId }))
        {
            await RemoveAsync(connection, id);
        }
    }

    /// <summary>The id of a server's client; null while it has none.</summary>
    public static Task<string?> FindIdOfServerAsync(DbConnection connection, long serverId) =>
        connection.QueryFirstOrDefaultAsync<string>("SELECT id FROM oauth_clients WHERE server_id = @serverId", new { serverId });

    public static async Task<IReadOnlyList<string>> IdsOfServiceAsync(DbConnection connection, long serviceId) =>
        [.. await connection.QueryAsync<string>("SELECT id FROM oauth_clients WHERE service_id = @serviceId", new { serviceId })];

    public static Task<OAuthClient?> FindAsync(DbConnection connection, string id) =>
        connection.QuerySingleOrDefaultAsync<OAuthClient>("SELECT * FROM oauth_clients WHERE id = @id", new { id });
}
