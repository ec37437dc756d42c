using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;

namespace Atoll.Accounts.Roles;

/// <summary>What must be right in <c>custom_scopes</c>.</summary>
internal static class CustomScopeRules
{
    public static IEnumerable<Misfit> Check(IReadOnlyList<ScopeDefinition> scopes) =>
        CustomScopes.FaultsOf(scopes)
            .Where(fault => fault.Kind != CustomScopeFaultKind.NoDescription)
            .Select(fault => Tell(fault, scopes.First(scope => scope.Name == fault.Scope), [.. scopes.Select(scope => scope.Name)]));

    private static Misfit Tell(CustomScopeFault fault, ScopeDefinition scope, IReadOnlyCollection<string> names) => fault.Kind switch
    {
        CustomScopeFaultKind.BadName => new Misfit(
            $"custom_scopes.{fault.Scope}",
            "is no name for a custom scope. Write custom: and at least three of a-z, 0-9 and _-*: after it; a letter or digit first, no - or : last."),
        CustomScopeFaultKind.IncludesStandard => At(
            fault, $"'{scope.Includes[fault.Included]}' is one of the hub's own scopes; give it together with this one in a role."),
        CustomScopeFaultKind.IncludesUnknown => At(
            fault, $"there is no custom scope '{scope.Includes[fault.Included]}'; {NearestName.Hint(scope.Includes[fault.Included], names)}"),
        _ => throw new InvalidOperationException($"{fault.Kind} cannot be written."),
    };

    private static Misfit At(CustomScopeFault fault, string text) => new($"custom_scopes.{fault.Scope}.subscopes[{fault.Included}]", text);
}
