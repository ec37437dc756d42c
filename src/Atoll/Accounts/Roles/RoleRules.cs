using Atoll.Core.Names;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;

namespace Atoll.Accounts.Roles;

/// <summary>What must be right in <c>load_roles</c>.</summary>
internal static class RoleRules
{
    private const string List = "load_roles";

    public static IEnumerable<Misfit> Check(IReadOnlyList<ScopeDefinition> custom, IReadOnlyList<RoleDefinition> roles)
    {
        var catalog = NamesOf(custom);
        var faults = RoleFaults.Of(catalog, roles).Select(fault => Tell(fault, roles[fault.Role], catalog));
        return [.. faults, .. roles.SelectMany((role, i) => CheckNames(role).Select(misfit => misfit.Below($"{List}[{i}]")))];
    }

    // Whatever else is wrong with a custom scope is told at its own place.
    private static ScopeCatalog NamesOf(IReadOnlyList<ScopeDefinition> custom) => ScopeCatalog.Standard.With(
        [.. custom.Select(scope => new ScopeDefinition(scope.Name, scope.Name, [])).Where(scope => CustomScopes.FaultsOf([scope]) is [])]);

    private static Misfit Tell(RoleFault fault, RoleDefinition role, ScopeCatalog catalog) => fault.Kind switch
    {
        RoleFaultKind.BadName => At(fault, "name", $"'{role.Name}' is no name for a role. Write 3 to 255 of a-z, 0-9 and -_~. ; a letter first, a letter or digit last."),
        RoleFaultKind.Twice => At(fault, "name", $"'{role.Name}' is there already; write all of it in one place."),
        RoleFaultKind.AltersAdmin => At(fault, "name", "admin allows everything and cannot be altered; leave out its scopes and description, or define a role of another name."),
        _ => At(fault, $"scopes[{fault.Scope}]", Unknown(role.Scopes![fault.Scope], catalog)),
    };

    private static Misfit At(RoleFault fault, string key, string text) => new($"{List}[{fault.Role}].{key}", text);

    private static string Unknown(string scope, ScopeCatalog catalog)
    {
        var name = scope.Split('!')[0];
        return catalog.IsKnown(name)
            ? $"'{scope}' has a filter that cannot be; write !user=name, !group=name, !server=user/server or !service=name, or !user, !server or !service alone."
            : $"there is no scope '{name}'; {Near(name, catalog)}";
    }

    private static string Near(string name, ScopeCatalog catalog) =>
        NearestName.Of(name, catalog.Names) is { } near ? $"did you mean {near}?" : "write one of JupyterHub's, or define it in custom_scopes.";

    private static IEnumerable<Misfit> CheckNames(RoleDefinition role) =>
    [
        .. (role.Users ?? []).Index().Select(user => (user.Index, Fault: UserName.FaultOf(user.Item))).Where(user => user.Fault is not null)
            .Select(user => new Misfit($"users[{user.Index}]", $"cannot be a user's name: {user.Fault}.")),
        .. Empty("groups", role.Groups),
        .. Empty("services", role.Services),
    ];

    private static IEnumerable<Misfit> Empty(string key, IReadOnlyList<string>? names) =>
        (names ?? []).Index().Where(name => string.IsNullOrWhiteSpace(name.Item)).Select(name => new Misfit($"{key}[{name.Index}]", "is empty; name one."));
}
