namespace Atoll.Core.Scopes;

/// <summary>A right and what it is limited to: <c>servers!user=ada</c>.</summary>
/// <param name="Name">Its name; whether there is such a scope, <see cref="ScopeCatalog"/> knows.</param>
/// <param name="Filter">What it is limited to.</param>
public readonly record struct Scope(string Name, ScopeFilter Filter)
{
    /// <summary>A scope without a limit.</summary>
    public Scope(string name)
        : this(name, ScopeFilter.None)
    {
    }

    /// <summary>
    /// Parses <c>name[!filter]</c>; false when the form is wrong. What people write is parsed by <see cref="ScopeCatalog.TryParse"/>, which
    /// refuses names that nobody knows too.
    /// </summary>
    public static bool TryParse(string text, out Scope scope)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mark = text.IndexOf('!', StringComparison.Ordinal);
        var filter = ScopeFilter.None;
        var wellFormed = mark < 0 || ScopeFilter.TryParse(text[(mark + 1)..], out filter);
        scope = new Scope(mark < 0 ? text : text[..mark], filter);
        return wellFormed && scope.Name.Length > 0 && !(mark >= 0 && ScopeTable.IsMeta(scope.Name));
    }

    /// <inheritdoc/>
    public override string ToString() => Name + Filter;
}
