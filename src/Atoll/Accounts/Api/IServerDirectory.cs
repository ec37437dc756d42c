using Atoll.Accounts.People;
using Atoll.Client;

namespace Atoll.Accounts.Api;

/// <summary>The servers of a user, for the user model: keeps Accounts from knowing what a server is. The module that knows implements it.</summary>
internal interface IServerDirectory
{
    /// <summary>All servers of the user, stopped ones too. Not filtered by anybody's scopes.</summary>
    Task<IReadOnlyList<ServerModel>> ListAsync(UserRow owner, CancellationToken cancellationToken);

    /// <summary>The same for several users at once, by their ids.</summary>
    Task<ILookup<long, ServerModel>> ListAsync(IReadOnlyList<UserRow> owners, CancellationToken cancellationToken);

    /// <summary>The default server of somebody who never started it: everybody has one.</summary>
    ServerModel NeverStarted(UserRow owner);
}
