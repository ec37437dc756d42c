using System.Text.RegularExpressions;

namespace Atoll.Core.Scopes;

/// <summary>What can be wrong with a role's definition.</summary>
public enum RoleFaultKind
{
    /// <summary>The name does not follow the pattern.</summary>
    BadName,

    /// <summary>It is defined twice.</summary>
    Twice,

    /// <summary>It gives <c>admin</c> other scopes or another description.</summary>
    AltersAdmin,

    /// <summary>It holds a scope that does not exist, or one with a malformed filter.</summary>
    UnknownScope,
}

/// <summary>A fault of a role's definition.</summary>
/// <param name="Role">The definition's place, from 0.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Scope">The place of the wrong one among its scopes; -1 when it is not about one of them.</param>
public sealed record RoleFault(int Role, RoleFaultKind Kind, int Scope = -1);

/// <summary>The rules for roles that operators define (jupyterhub.md 1.4).</summary>
public static partial class RoleFaults
{
    /// <summary>Everything that is wrong with these definitions.</summary>
    public static IReadOnlyList<RoleFault> Of(ScopeCatalog catalog, IReadOnlyList<RoleDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. definitions.Index().SelectMany(one => OfOne(catalog, one.Item, one.Index, isFirst: names.Add(one.Item.Name)))];
    }

    private static IEnumerable<RoleFault> OfOne(ScopeCatalog catalog, RoleDefinition role, int place, bool isFirst)
    {
        if (!Pattern().IsMatch(role.Name))
        {
            yield return new RoleFault(place, RoleFaultKind.BadName);
        }

        if (!isFirst)
        {
            yield return new RoleFault(place, RoleFaultKind.Twice);
        }

        if (role.Name == DefaultRoles.Admin.Name && AltersAdmin(role))
        {
            yield return new RoleFault(place, RoleFaultKind.AltersAdmin);
        }

        foreach (var (i, _) in (role.Scopes ?? []).Index().Where(scope => !catalog.TryParse(scope.Item, out _)))
        {
            yield return new RoleFault(place, RoleFaultKind.UnknownScope, i);
        }
    }

    private static bool AltersAdmin(RoleDefinition role) =>
        (role.Description ?? DefaultRoles.Admin.Description) != DefaultRoles.Admin.Description
        || (role.Scopes is { } scopes && !DefaultRoles.Admin.Scopes.ToHashSet(StringComparer.Ordinal).SetEquals(scopes));

    [GeneratedRegex(@"^[a-z][a-z0-9\-_~.]{1,253}[a-z0-9]\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
