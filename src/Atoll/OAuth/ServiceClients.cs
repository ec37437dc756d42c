using System.Data.Common;
using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Secrets;

namespace Atoll.OAuth;

/// <summary>Services as OAuth clients: whoever keeps the services' records calls this in the transaction that changes one.</summary>
internal static class ServiceClients
{
    /// <summary>
    /// Makes the provider know the service as it is now: its client appears, changes or goes, and a client under a former id goes with the
    /// tokens it holds. A service that is removed takes its client and tokens with it by <see cref="RemoveAsync"/>.
    /// </summary>
    /// <param name="connection">Of the transaction.</param>
    /// <param name="service">Without a <see cref="ServiceClient.Fault"/>.</param>
    /// <returns>False when the client id is another service's; nothing was changed then.</returns>
    public static async Task<bool> SyncAsync(DbConnection connection, ServiceClient service)
    {
        var client = ClientOf(service);
        if (client is not null && await OAuthClientStore.FindAsync(connection, client.Id) is { } held && held.ServiceId != service.ServiceId)
        {
            return false;
        }

        await RemoveOthersAsync(connection, service.ServiceId, except: client?.Id);
        if (client is not null)
        {
            await OAuthClientStore.RegisterAsync(connection, client);
        }

        return true;
    }

    /// <summary>Removes what the provider knows of the service, and revokes the tokens that it got from people.</summary>
    public static Task RemoveAsync(DbConnection connection, long serviceId) => RemoveOthersAsync(connection, serviceId, except: null);

    private static async Task RemoveOthersAsync(DbConnection connection, long serviceId, string? except)
    {
        foreach (var id in await OAuthClientStore.IdsOfServiceAsync(connection, serviceId))
        {
            if (id != except)
            {
                await OAuthClientStore.RemoveAsync(connection, id);
            }
        }
    }

    private static OAuthClient? ClientOf(ServiceClient service) =>
        service is { IsWanted: true, ApiToken: { Length: > 0 } secret, CallbackUri: { } uri }
            ? new OAuthClient
            {
                Id = service.Id,
                SecretHash = OpaqueToken.Hash(secret),
                RedirectUri = uri,
                // Clients read it as the oauth_client of tokens.
                Description = $"JupyterHub service {service.Name}",
                AllowedScopes = ScopeLines.Join(service.AllowedScopes),
                AccessScope = OAuthNames.ServiceAccessScope(service.Name),
                ServiceId = service.ServiceId,
                NoConfirm = service.NoConfirm,
            }
            : null;
}
