namespace Atoll.Core.Scopes;

/// <summary>What bare filters mean: the token's own user and, for tokens of servers, the server.</summary>
/// <param name="User">The owner's name.</param>
/// <param name="Server">As <c>user/server</c>; null when no server is involved.</param>
public sealed record ScopeContext(string User, string? Server = null);

/// <summary>From written scopes to what holds: expansion, resolution, and the weakening of tokens by what their owners may do now.</summary>
public static class ScopeRules
{
    private static readonly string[] _identify = ["read:users:name", "read:users:groups"];

    /// <summary>Everything a user with these roles may do.</summary>
    public static ScopeSet OfUser(string user, IEnumerable<Role> roles, GroupMembership? isMember = null)
    {
        ArgumentNullException.ThrowIfNull(roles);
        return Expand(roles.SelectMany(role => role.Scopes), new ScopeContext(user), isMember);
    }

    /// <summary>
    /// What a token may do at this moment: what was written into it, as far as its owner may do it too, and saying who the owner is.
    /// Taking a role from the owner therefore weakens live tokens at once.
    /// </summary>
    public static ScopeSet OfToken(IEnumerable<string> written, ScopeSet owner, ScopeContext context, GroupMembership? isMember = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        var list = written.ToList();
        var granted = list.Contains(ScopeTable.Inherit) ? owner : Expand(list, context, isMember).Intersect(owner);
        return granted.Union(Identify(context));
    }

    /// <summary>Saying who one is: every token can.</summary>
    public static ScopeSet Identify(ScopeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ScopeSet(_identify.Select(name => new Scope(name, ScopeFilter.User(context.User))));
    }

    /// <summary>
    /// Expands and resolves. Unknown scopes, and bare filters with nothing to stand for, allow nothing; <see cref="ScopeTable.Inherit"/> has no
    /// meaning here.
    /// </summary>
    public static ScopeSet Expand(IEnumerable<string> written, ScopeContext context, GroupMembership? isMember = null)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(context);
        return new ScopeSet(written.SelectMany(text => Scope.TryParse(text, out var scope) ? Expand(scope, context) : []), isMember);
    }

    /// <summary>The scopes among <paramref name="written"/> that nobody knows or that are malformed.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<string> written) => [.. written.Where(text => !Scope.TryParse(text, out _))];

    private static IEnumerable<Scope> Expand(Scope scope, ScopeContext context) => scope.Name switch
    {
        ScopeTable.Self => ScopeTable.SelfScopes.SelectMany(name => Include(new Scope(name, ScopeFilter.User(context.User)))),
        ScopeTable.Inherit or ScopeTable.NoScope => [],
        _ => Resolve(scope.Filter, context) is { } filter ? Include(scope with { Filter = filter }) : [],
    };

    // A limit to a server cannot reveal anything about its user.
    private static IEnumerable<Scope> Include(Scope scope) =>
        ScopeTable.Closure(scope.Name)
            .Where(name => scope.Filter.Kind != FilterKind.Server || !name.StartsWith("read:users", StringComparison.Ordinal))
            .Select(name => scope with { Name = name });

    private static ScopeFilter? Resolve(ScopeFilter filter, ScopeContext context) => (filter.IsBare, filter.Kind) switch
    {
        (false, _) => filter,
        (true, FilterKind.User) => ScopeFilter.User(context.User),
        (true, FilterKind.Server) when context.Server is not null => new ScopeFilter(FilterKind.Server, context.Server),
        _ => null,
    };
}
