using System.Data.Common;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;

namespace Atoll.Servers;

/// <summary>Whether a person may have servers beside the default one, how many, and what a new one may be called.</summary>
internal sealed class NamedServers(HubDatabase database, Live<ServersOptions> options)
{
    /// <summary>Whether there are any here.</summary>
    public bool AreEnabled => options.Value.NamedServers;

    /// <summary>Why a server of this name cannot be started or made; null when it can. The default server always can.</summary>
    public Task<StartRefusal?> RefuseAsync(UserRow owner, string name, CancellationToken cancellationToken) =>
        name.Length == 0
            ? Task.FromResult<StartRefusal?>(null)
            : database.ReadAsync(connection => RefuseAsync(connection, owner, name), cancellationToken);

    /// <summary>The same, looked up in the transaction that makes it.</summary>
    public async Task<StartRefusal?> RefuseAsync(DbConnection connection, UserRow owner, string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var now = options.Value;
        if (!now.NamedServers)
        {
            return StartRefusal.NotEnabled;
        }

        return await ServerQueries.FindAsync(connection, owner.Id, name) is null
            ? await RefuseNewAsync(connection, owner, name, now.NamedServerLimitPerUser)
            : null;
    }

    private static async Task<StartRefusal?> RefuseNewAsync(DbConnection connection, UserRow owner, string name, int limit)
    {
        if (limit > 0 && await ServerQueries.CountNamedAsync(connection, owner.Id) >= limit)
        {
            return StartRefusal.TooManyNamed(owner.Name, limit);
        }

        return ServerName.FaultOf(owner.Name, name) is { } fault ? StartRefusal.BadName(name, fault) : null;
    }
}
