using System.Collections.Frozen;

namespace Atoll.Core.Scopes;

/// <summary>Which roles there are, what they allow, and who has them besides those that everybody has. Immutable, replaced whole.</summary>
/// <remarks>
/// It knows names only: whether a user or group exists, who is an administrator and who is in which group are told to it. That somebody
/// stands under the role <c>admin</c> makes them an administrator in the accounts, not here.
/// </remarks>
public sealed class RoleBook
{
    private readonly FrozenDictionary<string, Role> _roles;
    private readonly FrozenDictionary<string, IReadOnlyList<Role>> _ofUsers;
    private readonly FrozenDictionary<string, IReadOnlyList<Role>> _ofGroups;
    private readonly FrozenDictionary<string, IReadOnlyList<Role>> _ofServices;

    /// <summary>The hub's own roles, as far as they are not defined anew, and these.</summary>
    /// <exception cref="ArgumentException"><see cref="RoleFaults.Of"/> finds a fault with them.</exception>
    public RoleBook(ScopeCatalog catalog, IReadOnlyList<RoleDefinition> definitions)
    {
        if (RoleFaults.Of(catalog, definitions) is [var fault, ..])
        {
            throw new ArgumentException($"{definitions[fault.Role].Name}: {fault.Kind}", nameof(definitions));
        }

        Catalog = catalog;
        Definitions = definitions;
        Roles = [.. DefaultRoles.All.Select(role => Merge(role, definitions)), .. definitions.Where(IsNew).Select(Define)];
        _roles = Roles.ToFrozenDictionary(role => role.Name, StringComparer.Ordinal);
        _ofUsers = Assigned(role => role.Users);
        _ofGroups = Assigned(role => role.Groups);
        _ofServices = Assigned(role => role.Services);
    }

    /// <summary>The hub's own scopes and roles, and nobody with another one.</summary>
    public static RoleBook Standard { get; } = new(ScopeCatalog.Standard, []);

    /// <summary>The scopes that there are.</summary>
    public ScopeCatalog Catalog { get; }

    /// <summary>What it was made of.</summary>
    public IReadOnlyList<RoleDefinition> Definitions { get; }

    /// <summary>All roles: the hub's own, then the operator's as they are written.</summary>
    public IReadOnlyList<Role> Roles { get; }

    /// <summary>The role of this name; null when there is none.</summary>
    public Role? Find(string name) => _roles.GetValueOrDefault(name);

    /// <summary>A user's own roles, in the order that the API lists them; those of their groups are not among them.</summary>
    public IReadOnlyList<Role> RolesOf(string user, bool admin) =>
        Join(admin ? [_roles[DefaultRoles.Admin.Name], _roles[DefaultRoles.User.Name]] : [_roles[DefaultRoles.User.Name]], _ofUsers, user);

    /// <summary>All roles that count for a user: their own, and those of their groups.</summary>
    public IReadOnlyList<Role> RolesOf(string user, bool admin, IEnumerable<string> groups) =>
        [.. RolesOf(user, admin).Concat(groups.SelectMany(RolesOfGroup)).Distinct()];

    /// <summary>The roles that a group gives to its members.</summary>
    public IReadOnlyList<Role> RolesOfGroup(string name) => _ofGroups.GetValueOrDefault(name, []);

    /// <summary>A service's roles: nothing unless somebody gave it some.</summary>
    public IReadOnlyList<Role> RolesOfService(string name, bool admin) =>
        Join(admin ? [_roles[DefaultRoles.Admin.Name]] : [], _ofServices, name);

    /// <summary>Everything a user may do by their own roles and those of their groups.</summary>
    public ScopeSet OfUser(string user, bool admin, IEnumerable<string> groups, GroupMembership? isMember = null) =>
        ScopeRules.OfUser(user, RolesOf(user, admin, groups), isMember, Catalog);

    /// <summary>Everything a service may do.</summary>
    public ScopeSet OfService(string name, bool admin, GroupMembership? isMember = null) =>
        ScopeRules.OfRoles(RolesOfService(name, admin), ScopeContext.OfService(name), isMember, Catalog);

    /// <summary>What a token may do at this moment; see <see cref="ScopeRules.OfToken"/>.</summary>
    public ScopeSet OfToken(IEnumerable<string> written, ScopeSet owner, ScopeContext context, GroupMembership? isMember = null) =>
        ScopeRules.OfToken(written, owner, context, isMember, Catalog);

    private static bool IsNew(RoleDefinition definition) => DefaultRoles.Find(definition.Name) is null;

    private static Role Define(RoleDefinition one) => new(one.Name, one.Scopes ?? [], one.Description ?? "");

    private static Role Merge(Role role, IReadOnlyList<RoleDefinition> definitions) =>
        definitions.FirstOrDefault(one => one.Name == role.Name) is { } anew
            ? new Role(role.Name, anew.Scopes ?? role.Scopes, anew.Description ?? role.Description)
            : role;

    private static IReadOnlyList<Role> Join(IReadOnlyList<Role> own, FrozenDictionary<string, IReadOnlyList<Role>> assigned, string name) =>
        assigned.TryGetValue(name, out var others) ? [.. own.Concat(others).Distinct()] : own;

    private FrozenDictionary<string, IReadOnlyList<Role>> Assigned(Func<RoleDefinition, IReadOnlyList<string>?> of) =>
        (from definition in Definitions
         from name in of(definition) ?? []
         group _roles[definition.Name] by name)
        .ToFrozenDictionary(one => one.Key, one => (IReadOnlyList<Role>)[.. one.Distinct()], StringComparer.Ordinal);
}
