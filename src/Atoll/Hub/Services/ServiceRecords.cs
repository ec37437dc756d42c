using System.Data.Common;
using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.Services;
using Atoll.Core.Scopes;
using Atoll.OAuth;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;
using Atoll.Platform.Secrets;

namespace Atoll.Hub.Services;

/// <summary>Makes, changes and removes services: the row, its token and its OAuth client, together in one transaction.</summary>
internal sealed class ServiceRecords(HubDatabase database, OutboxSignal signal, TimeProvider time)
{
    private const string Note = "from config";

    public Task<ServiceRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ServiceStore.FindAsync(connection, name), cancellationToken);

    public Task<IReadOnlyList<ServiceRow>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(ServiceStore.ListAsync, cancellationToken);

    /// <summary>Makes a service; null when its name, token or client id is somebody else's.</summary>
    public async Task<ServiceRow?> CreateAsync(ServiceSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(async connection =>
            {
                var row = await ServiceStore.CreateAsync(connection, spec.Row) ?? throw new ServiceTakenException("name");
                await EquipAsync(connection, row, spec);
                return row;
            }, cancellationToken);
        }
        catch (ServiceTakenException)
        {
            return null;
        }
    }

    /// <summary>Makes the configured services these and no others. Those that somebody made through the API stay.</summary>
    /// <exception cref="ServiceTakenException">A token or client id is somebody else's.</exception>
    public async Task SyncAsync(IReadOnlyList<ServiceSpec> configured, CancellationToken cancellationToken)
    {
        var names = configured.Select(one => one.Name).ToHashSet();
        await database.WriteAsync(async connection =>
        {
            foreach (var gone in (await ServiceStore.ListAsync(connection)).Where(row => row.Configured && !names.Contains(row.Name)))
            {
                await RemoveAsync(connection, gone);
            }

            var all = new List<(ServiceRow Row, ServiceSpec Spec)>();
            foreach (var spec in configured)
            {
                var row = await ServiceStore.CreateAsync(connection, spec.Row) ?? await ServiceStore.UpdateAsync(connection, spec.Row);
                // First all that goes: services may change their tokens among themselves.
                await TokenStore.RevokeServiceAsync(connection, row.Id, HashOf(spec));
                all.Add((row, spec));
            }

            foreach (var (row, spec) in all)
            {
                await EquipAsync(connection, row, spec);
            }
        }, cancellationToken);
        signal.Raise();
    }

    /// <summary>Removes a service with its tokens and what it holds of people.</summary>
    public async Task RemoveAsync(ServiceRow service, CancellationToken cancellationToken)
    {
        await database.WriteAsync(connection => RemoveAsync(connection, service), cancellationToken);
        signal.Raise();
    }

    private static async Task RemoveAsync(DbConnection connection, ServiceRow service)
    {
        await ServiceClients.RemoveAsync(connection, service.Id);
        await TokenStore.RevokeServiceAsync(connection, service.Id, exceptHash: null);
        await ServiceStore.DeleteAsync(connection, service.Id);
    }

    private async Task EquipAsync(DbConnection connection, ServiceRow row, ServiceSpec spec)
    {
        if (spec.ApiToken is { Length: > 0 } secret && !await GiveAsync(connection, row, secret))
        {
            throw new ServiceTakenException($"services: the api_token of '{spec.Name}' is somebody else's already; make another with: openssl rand -hex 32");
        }

        if (!await ServiceClients.SyncAsync(connection, spec.ClientOf(row)))
        {
            throw new ServiceTakenException($"services: the oauth_client_id of '{spec.Name}' is another service's already; give each its own.");
        }
    }

    private async Task<bool> GiveAsync(DbConnection connection, ServiceRow row, string secret)
    {
        if (await TokenStore.FindAsync(connection, OpaqueToken.Hash(secret), DateTimeOffset.MinValue) is { } found)
        {
            return found.Owner.Service?.Id == row.Id;
        }

        await TokenStore.AddAsync(
            connection, new NewToken { ServiceId = row.Id, Scopes = [ScopeTable.Inherit], Note = Note }, secret, time.GetUtcNow());
        return true;
    }

    private static string? HashOf(ServiceSpec spec) => spec.ApiToken is { Length: > 0 } secret ? OpaqueToken.Hash(secret) : null;
}

/// <summary>Something that must be one service's alone is another's already.</summary>
internal sealed class ServiceTakenException(string message) : Exception(message);
