using System.Data.Common;
using Atoll.Accounts.People;
using Atoll.Accounts.Sharing;
using Atoll.Core.Scopes;
using Atoll.Platform.Database;
using Atoll.Platform.Outbox;

namespace Atoll.Accounts.Groups;

/// <summary>Makes, changes and removes groups. Each change is one transaction: all of it or nothing.</summary>
internal sealed class GroupRecords(HubDatabase database, OutboxSignal signal)
{
    public Task<GroupRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => GroupStore.FindAsync(connection, name), cancellationToken);

    public Task<(IReadOnlyList<GroupRow> Page, long Total)> ListAsync(
        ScopeFilters reach, long offset, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => GroupStore.ListAsync(connection, reach, offset, limit), cancellationToken);

    /// <summary>Names of the members of these groups, by the groups' ids.</summary>
    public Task<ILookup<long, string>> MembersAsync(IReadOnlyList<GroupRow> groups, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => GroupStore.MembersOfAsync(connection, groups.Select(group => group.Id)), cancellationToken);

    /// <summary>The users of these names, or the first name that nobody has.</summary>
    public async Task<(IReadOnlyList<UserRow> Users, string? Missing)> UsersAsync(
        IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(connection => UserStore.FindAsync(connection, names), cancellationToken);
        return (found, names.Except(found.Select(user => user.Name)).FirstOrDefault());
    }

    /// <summary>The first of these names that a group has; null when none is taken.</summary>
    public Task<string?> FirstTakenAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => FirstTakenAsync(connection, names), cancellationToken);

    /// <summary>Makes groups with these members, all or none; the first name that is taken when it made none.</summary>
    public Task<(IReadOnlyList<GroupRow> Created, string? Taken)> CreateAsync(
        IReadOnlyList<string> names, IReadOnlyList<UserRow> users, CancellationToken cancellationToken) =>
        database.WriteAsync<(IReadOnlyList<GroupRow>, string?)>(async connection =>
        {
            if (await FirstTakenAsync(connection, names) is { } name)
            {
                return ([], name);
            }

            var created = new List<GroupRow>();
            foreach (var group in names.Distinct())
            {
                created.Add((await GroupStore.CreateAsync(connection, group))!);
                await GroupStore.JoinAsync(connection, created[^1].Id, users.Select(user => user.Id));
            }

            return (created, null);
        }, cancellationToken);

    public Task JoinAsync(GroupRow group, IReadOnlyList<UserRow> users, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => GroupStore.JoinAsync(connection, group.Id, users.Select(user => user.Id)), cancellationToken);

    /// <summary>They leave the group, and what is shared with it.</summary>
    public async Task LeaveAsync(GroupRow group, IReadOnlyList<UserRow> users, CancellationToken cancellationToken)
    {
        long[] ids = [.. users.Select(user => user.Id)];
        await database.WriteAsync(async connection =>
        {
            await GroupStore.LeaveAsync(connection, group.Id, ids);
            await ShareEnds.LeftGroupAsync(connection, group.Id, ids);
        }, cancellationToken);
        signal.Raise();
    }

    /// <param name="group">Whose.</param>
    /// <param name="properties">A JSON object; it replaces the former one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task SetPropertiesAsync(GroupRow group, string properties, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => GroupStore.SetPropertiesAsync(connection, group.Id, properties), cancellationToken);

    /// <summary>With it goes what is shared with it.</summary>
    public async Task DeleteAsync(GroupRow group, CancellationToken cancellationToken)
    {
        await database.WriteAsync(async connection =>
        {
            await ShareEnds.OfGroupAsync(connection, group.Id);
            await GroupStore.DeleteAsync(connection, group.Id);
        }, cancellationToken);
        signal.Raise();
    }

    private static async Task<string?> FirstTakenAsync(DbConnection connection, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (await GroupStore.FindAsync(connection, name) is not null)
            {
                return name;
            }
        }

        return null;
    }
}
