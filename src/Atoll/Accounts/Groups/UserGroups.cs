using Atoll.Accounts.People;
using Atoll.Platform.Database;

namespace Atoll.Accounts.Groups;

/// <summary>Which groups users are in.</summary>
internal sealed class UserGroups(HubDatabase database)
{
    /// <summary>Names of the groups that a user is in, in their order.</summary>
    public Task<IReadOnlyList<string>> OfAsync(UserRow user, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => GroupStore.NamesOfUserAsync(connection, user.Id), cancellationToken);

    /// <summary>The same for several users at once, by their ids.</summary>
    public Task<ILookup<long, string>> OfAsync(IReadOnlyList<UserRow> users, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => GroupStore.NamesOfUsersAsync(connection, users.Select(user => user.Id)), cancellationToken);
}
