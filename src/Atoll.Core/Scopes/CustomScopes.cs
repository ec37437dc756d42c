using System.Text.RegularExpressions;

namespace Atoll.Core.Scopes;

/// <summary>What can be wrong with an operator's own scope.</summary>
public enum CustomScopeFaultKind
{
    /// <summary>The name does not follow the pattern.</summary>
    BadName,

    /// <summary>It is defined twice.</summary>
    Twice,

    /// <summary>Nothing says what it allows; people could not decide whether to grant it.</summary>
    NoDescription,

    /// <summary>It includes one of the hub's own scopes: roles are there to give several together.</summary>
    IncludesStandard,

    /// <summary>It includes a scope that is not defined.</summary>
    IncludesUnknown,
}

/// <summary>A fault of an operator's own scope.</summary>
/// <param name="Scope">The scope's name.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Included">The place of the wrong one among those it includes; -1 when it is not about one of them.</param>
public sealed record CustomScopeFault(string Scope, CustomScopeFaultKind Kind, int Included = -1);

/// <summary>The rules for scopes that operators define for their services (jupyterhub.md 1.4).</summary>
public static partial class CustomScopes
{
    /// <summary>Everything that is wrong with these definitions; they may include one another and nothing else.</summary>
    public static IReadOnlyList<CustomScopeFault> FaultsOf(IReadOnlyList<ScopeDefinition> custom)
    {
        ArgumentNullException.ThrowIfNull(custom);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var twice = custom.Where(scope => !names.Add(scope.Name)).Select(scope => new CustomScopeFault(scope.Name, CustomScopeFaultKind.Twice));
        return [.. twice, .. custom.SelectMany(scope => OfOne(scope, names))];
    }

    private static IEnumerable<CustomScopeFault> OfOne(ScopeDefinition scope, HashSet<string> names)
    {
        if (!Pattern().IsMatch(scope.Name))
        {
            yield return new CustomScopeFault(scope.Name, CustomScopeFaultKind.BadName);
        }

        if (string.IsNullOrWhiteSpace(scope.Description))
        {
            yield return new CustomScopeFault(scope.Name, CustomScopeFaultKind.NoDescription);
        }

        foreach (var (i, included) in scope.Includes.Index().Where(one => !names.Contains(one.Item)))
        {
            var isStandard = ScopeCatalog.Standard.IsKnown(included);
            yield return new CustomScopeFault(
                scope.Name, isStandard ? CustomScopeFaultKind.IncludesStandard : CustomScopeFaultKind.IncludesUnknown, i);
        }
    }

    [GeneratedRegex(@"^custom:[a-z0-9][a-z0-9_\-*:]+[a-z0-9_*]\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
