using System.Data.Common;
using Atoll.Accounts.Groups;
using Atoll.Accounts.People;
using Atoll.Accounts.Sharing;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;
using Atoll.Platform.Database;

namespace Atoll.Accounts.Access;

/// <summary>
/// Finds out what somebody may do, from the rows and the book of roles as they are: a role, group or share that is taken away weakens live
/// tokens and sessions at their next use, on every hub.
/// </summary>
internal sealed class RightsReader(HubDatabase database, Live<RoleBook> book, TimeProvider time)
{
    public Task<Rights> ReadAsync(Principal owner, CancellationToken cancellationToken) =>
        ReadAsync(owner, written: "", cancellationToken);

    /// <param name="owner">Whose rights.</param>
    /// <param name="written">Scopes of the token that is used, a line each: the groups in their filters are looked up too. May be empty.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Rights> ReadAsync(Principal owner, string written, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ReadAsync(connection, owner, written), cancellationToken);

    private async Task<Rights> ReadAsync(DbConnection connection, Principal owner, string written)
    {
        var groups = owner.User is { } user ? await GroupStore.NamesOfUserAsync(connection, user.Id) : [];
        var shared = owner.User is { } person ? await ShareStore.ScopesOfAsync(connection, person.Id, time.GetUtcNow()) : [];
        var known = book.Value;
        var roles = RolesOf(known, owner, groups);
        string[] all = [.. roles.SelectMany(role => role.Scopes), .. shared];
        var isMember = await MembershipAsync(connection, [.. all, .. ScopeLines.Split(written)]);
        var lines = ScopeLines.Join(all);
        return new Rights
        {
            Owner = owner,
            Book = known,
            Groups = groups,
            Roles = roles,
            Written = lines,
            IsMember = isMember,
            Scopes = KnownScopes.OfOwner(owner, known, lines, isMember),
        };
    }

    private static IReadOnlyList<Role> RolesOf(RoleBook book, Principal owner, IReadOnlyList<string> groups) =>
        owner.User is { } user ? book.RolesOf(user.Name, user.Admin, groups) : book.RolesOfService(owner.Name, owner.Admin);

    // Null when no scope is limited to a group, which is the rule: nobody needs to be looked up then.
    private static async Task<GroupMembership?> MembershipAsync(DbConnection connection, IReadOnlyList<string> written)
    {
        var groups = GroupsIn(written);
        if (groups.Count == 0)
        {
            return null;
        }

        var members = new HashSet<(string User, string Group)>();
        foreach (var group in groups)
        {
            members.UnionWith((await GroupStore.MembersAsync(connection, group)).Select(user => (user, group)));
        }

        return (user, group) => members.Contains((user, group));
    }

    private static IReadOnlyCollection<string> GroupsIn(IEnumerable<string> written) =>
    [
        .. written
            .Select(text => Scope.TryParse(text, out var scope) ? scope.Filter : ScopeFilter.None)
            .Where(filter => filter.Kind is FilterKind.Group)
            .Select(filter => filter.Value)
            .Distinct(StringComparer.Ordinal),
    ];
}
