using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;

namespace Atoll.Accounts.Roles;

/// <summary>From <c>custom_scopes</c> and <c>load_roles</c> to the book of roles. Pure; keys count from the whole configuration.</summary>
internal static class RoleSettings
{
    /// <summary>The book that this configuration says.</summary>
    /// <exception cref="ArgumentException">The rules find a fault with it.</exception>
    public static RoleBook Book(IReadOnlyDictionary<string, CustomScopeOptions> scopes, IReadOnlyList<RoleOptions> roles) =>
        new(ScopeCatalog.Standard.With(Scopes(scopes)), [.. roles.Select(Define)]);

    /// <summary>Everything that is wrong with it.</summary>
    public static IEnumerable<Misfit> Check(IReadOnlyDictionary<string, CustomScopeOptions> scopes, IReadOnlyList<RoleOptions> roles) =>
        [.. CustomScopeRules.Check(Scopes(scopes)), .. RoleRules.Check(Scopes(scopes), [.. roles.Select(Define)])];

    /// <summary>The scopes that there are; those of the operator only once nothing is wrong with them.</summary>
    public static ScopeCatalog Catalog(IReadOnlyDictionary<string, CustomScopeOptions> scopes) =>
        CustomScopes.FaultsOf(Scopes(scopes)).Any() ? ScopeCatalog.Standard : ScopeCatalog.Standard.With(Scopes(scopes));

    /// <summary>Roles for services that nobody has heard of.</summary>
    public static IEnumerable<Misfit> CheckServices(IReadOnlyList<RoleOptions> roles, IReadOnlyCollection<string> services) =>
        from role in roles.Index()
        from service in (role.Item.Services ?? []).Index()
        where !services.Contains(service.Item)
        select new Misfit(
            $"load_roles[{role.Index}].services[{service.Index}]", $"There is no service '{service.Item}'; list it under services, or leave it out here.");

    private static IReadOnlyList<ScopeDefinition> Scopes(IReadOnlyDictionary<string, CustomScopeOptions> scopes) =>
        [.. scopes.Select(one => new ScopeDefinition(one.Key, one.Value.Description, one.Value.Subscopes))];

    private static RoleDefinition Define(RoleOptions role) => new()
    {
        Name = role.Name,
        Description = role.Description.Length == 0 ? null : role.Description,
        Scopes = role.Scopes,
        Users = role.Users?.ConvertAll(name => UserName.TryParse(name, out var user) ? user.Value : name),
        Groups = role.Groups,
        Services = role.Services,
    };
}
