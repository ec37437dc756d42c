using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Atoll.Core.Scopes;

/// <summary>All scopes of a hub: those that every hub has, and those that its operator defined. Immutable.</summary>
/// <remarks>It knows what scopes exist and include, not what anybody may do: that is <see cref="RoleBook"/>.</remarks>
public sealed class ScopeCatalog
{
    private readonly FrozenDictionary<string, ScopeDefinition> _all;
    private readonly FrozenDictionary<string, FrozenSet<string>> _closures;

    private ScopeCatalog(IEnumerable<ScopeDefinition> definitions)
    {
        _all = definitions.ToFrozenDictionary(scope => scope.Name, StringComparer.Ordinal);
        _closures = _all.Keys.ToFrozenDictionary(name => name, name => Collect(name, []).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>What every hub has, and no more.</summary>
    public static ScopeCatalog Standard { get; } = new(ScopeTable.All);

    /// <summary>All definitions.</summary>
    public IReadOnlyList<ScopeDefinition> All => _all.Values;

    /// <summary>The names of all scopes.</summary>
    public IReadOnlyList<string> Names => _all.Keys;

    /// <summary>These scopes and an operator's own.</summary>
    /// <exception cref="ArgumentException"><see cref="CustomScopes.FaultsOf"/> finds a fault with them.</exception>
    public ScopeCatalog With(IReadOnlyList<ScopeDefinition> custom) =>
        CustomScopes.FaultsOf(custom) is [var fault, ..] ? throw new ArgumentException($"{fault.Scope}: {fault.Kind}", nameof(custom))
        : custom is [] ? this
        : new ScopeCatalog(All.Concat(custom));

    /// <summary>Whether there is such a scope.</summary>
    public bool IsKnown(string name) => _all.ContainsKey(name);

    /// <summary>What the scope allows, in plain words.</summary>
    /// <exception cref="KeyNotFoundException">There is no such scope.</exception>
    public string Describe(string name) => _all[name].Description;

    /// <summary>The scope itself and everything it includes, directly or not.</summary>
    /// <exception cref="KeyNotFoundException">There is no such scope.</exception>
    public IReadOnlySet<string> Closure(string name) => _closures[name];

    /// <summary>Parses <c>name[!filter]</c>; false when the form is wrong or nobody knows the name.</summary>
    public bool TryParse([NotNullWhen(true)] string? text, out Scope scope)
    {
        scope = default;
        return text is not null && Scope.TryParse(text, out scope) && IsKnown(scope.Name);
    }

    /// <summary>The scopes among <paramref name="written"/> that nobody knows or that are malformed.</summary>
    public IReadOnlyList<string> Unknown(IEnumerable<string> written) => [.. written.Where(text => !TryParse(text, out _))];

    // Operators may define circles: each scope of one includes all of them.
    private HashSet<string> Collect(string name, HashSet<string> found)
    {
        if (found.Add(name))
        {
            foreach (var included in _all[name].Includes)
            {
                Collect(included, found);
            }
        }

        return found;
    }
}
