namespace Atoll.Core.Scopes;

/// <summary>From written scopes to what holds: expansion, resolution, and the weakening of tokens by what their owners may do now.</summary>
/// <remarks>Without a catalogue it is the standard one: scopes that an operator defined allow nothing then.</remarks>
public static class ScopeRules
{
    /// <summary>Everything a user with these roles may do.</summary>
    public static ScopeSet OfUser(string user, IEnumerable<Role> roles, GroupMembership? isMember = null, ScopeCatalog? catalog = null) =>
        OfRoles(roles, new ScopeContext(user), isMember, catalog);

    /// <summary>Everything that these roles allow whoever holds them.</summary>
    public static ScopeSet OfRoles(
        IEnumerable<Role> roles, ScopeContext context, GroupMembership? isMember = null, ScopeCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return Expand(roles.SelectMany(role => role.Scopes), context, isMember, catalog);
    }

    /// <summary>
    /// What a token may do at this moment: what was written into it and entering what it was issued to, as far as its owner may do it too, and
    /// saying who the owner is. Taking a role from the owner therefore weakens live tokens at once.
    /// </summary>
    public static ScopeSet OfToken(
        IEnumerable<string> written, ScopeSet owner, ScopeContext context, GroupMembership? isMember = null, ScopeCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(context);
        var list = written.ToList();
        var granted = list.Contains(ScopeTable.Inherit)
            ? owner
            : Expand(list, context, isMember, catalog).Union(new ScopeSet(context.Access)).Intersect(owner);
        // A service learns who it is where it asks that, and nothing else by it.
        return context.User is null ? granted : granted.Union(Identify(context));
    }

    /// <summary>Saying who one is: every token can.</summary>
    public static ScopeSet Identify(ScopeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ScopeSet(context.Identify);
    }

    /// <summary>
    /// Expands and resolves. Unknown scopes, and bare filters with nothing to stand for, allow nothing; <see cref="ScopeTable.Inherit"/> has no
    /// meaning here, and <see cref="ScopeTable.Self"/> none for services.
    /// </summary>
    public static ScopeSet Expand(
        IEnumerable<string> written, ScopeContext context, GroupMembership? isMember = null, ScopeCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(context);
        var known = catalog ?? ScopeCatalog.Standard;
        return new ScopeSet(written.SelectMany(text => known.TryParse(text, out var scope) ? Expand(scope, context, known) : []), isMember);
    }

    /// <summary>
    /// The same scopes with names in their bare filters, not expanded: what is written into a token when it is issued. Unknown ones, and those
    /// whose filter has nothing to stand for, are left out.
    /// </summary>
    public static IReadOnlyList<string> Resolve(IEnumerable<string> written, ScopeContext context, ScopeCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(context);
        var known = catalog ?? ScopeCatalog.Standard;
        return [.. written.Select(text => known.TryParse(text, out var scope) ? Resolve(scope, context) : null).OfType<string>()];
    }

    /// <summary>The scopes among <paramref name="written"/> that nobody knows or that are malformed.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<string> written, ScopeCatalog? catalog = null) =>
        (catalog ?? ScopeCatalog.Standard).Unknown(written);

    private static string? Resolve(Scope scope, ScopeContext context) =>
        context.Resolve(scope.Filter) is { } filter ? (scope with { Filter = filter }).ToString() : null;

    private static IEnumerable<Scope> Expand(Scope scope, ScopeContext context, ScopeCatalog catalog) => scope.Name switch
    {
        ScopeTable.Self => context.User is { } user ? Own(user, catalog) : [],
        ScopeTable.Inherit or ScopeTable.NoScope => [],
        _ => context.Resolve(scope.Filter) is { } filter ? Include(scope with { Filter = filter }, catalog) : [],
    };

    private static IEnumerable<Scope> Own(string user, ScopeCatalog catalog) =>
        ScopeTable.SelfScopes.SelectMany(name => Include(new Scope(name, ScopeFilter.User(user)), catalog));

    // A limit to a server cannot reveal anything about its user.
    private static IEnumerable<Scope> Include(Scope scope, ScopeCatalog catalog) =>
        catalog.Closure(scope.Name)
            .Where(name => scope.Filter.Kind != FilterKind.Server || !name.StartsWith("read:users", StringComparison.Ordinal))
            .Select(name => scope with { Name = name });
}
