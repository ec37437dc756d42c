namespace Atoll.Core.Scopes;

/// <summary>Whether a user is in a group. Without it, what groups would allow is not allowed.</summary>
public delegate bool GroupMembership(string user, string group);

/// <summary>What somebody may do: expanded, resolved scopes, made for quick questions. Immutable.</summary>
/// <remarks>It knows scopes only; whether a user, server or group exists is the caller's business.</remarks>
public sealed class ScopeSet
{
    // Plain collections: sets are made far more often than a frozen one would pay off, and few scopes have more than one filter.
    private readonly Dictionary<string, ScopeFilter[]> _filters;
    private readonly GroupMembership? _isMember;

    /// <summary>Collects scopes. One without a filter makes its filtered forms needless.</summary>
    /// <param name="scopes">Expanded and resolved: a bare filter here matches nothing.</param>
    /// <param name="isMember">Who is in which group; nobody in any when absent.</param>
    public ScopeSet(IEnumerable<Scope> scopes, GroupMembership? isMember = null)
    {
        _isMember = isMember;
        _filters = scopes
            .GroupBy(scope => scope.Name, scope => scope.Filter, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Simplify([.. group.Distinct()]), StringComparer.Ordinal);
    }

    /// <summary>Nothing at all.</summary>
    public static ScopeSet Empty { get; } = new([]);

    /// <summary>The scopes one by one, in no particular order.</summary>
    public IEnumerable<Scope> Scopes => _filters.SelectMany(entry => entry.Value.Select(filter => new Scope(entry.Key, filter)));

    /// <summary>Whether it holds the scope anywhere, filtered or not.</summary>
    public bool Has(string scope) => _filters.ContainsKey(scope);

    /// <summary>Whether it holds any of the scopes anywhere.</summary>
    public bool HasAny(IEnumerable<string> scopes) => scopes.Any(Has);

    /// <summary>Whether the scope covers this user as a whole (a limit to one of their servers does not).</summary>
    public bool Allows(string scope, string user) => Any(scope, filter => Covers(filter, user));

    /// <summary>Whether the scope covers this server of this user.</summary>
    /// <param name="scope">The scope, without filter.</param>
    /// <param name="user">The owner.</param>
    /// <param name="server">The server's name; empty for the default one.</param>
    public bool Allows(string scope, string user, string server)
    {
        var own = ScopeFilter.Server(user, server);
        return Any(scope, filter => filter == own || Covers(filter, user));
    }

    /// <summary>Whether any of the scopes covers this user.</summary>
    public bool AllowsAny(IEnumerable<string> scopes, string user) => scopes.Any(scope => Allows(scope, user));

    /// <summary>Whether the scope covers this group itself: only without a limit, or limited to it.</summary>
    public bool AllowsGroup(string scope, string group) => AllowsNamed(scope, new ScopeFilter(FilterKind.Group, group));

    /// <summary>Whether the scope covers this service: only without a limit, or limited to it.</summary>
    public bool AllowsService(string scope, string service) => AllowsNamed(scope, new ScopeFilter(FilterKind.Service, service));

    /// <summary>What the scope is limited to.</summary>
    public ScopeFilters FiltersOf(string scope) => new(_filters.GetValueOrDefault(scope, []));

    /// <summary>The groups whose members must be known for all answers to be right.</summary>
    public IReadOnlySet<string> Groups =>
        Scopes.Where(scope => scope.Filter.Kind == FilterKind.Group).Select(scope => scope.Filter.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Both together.</summary>
    public ScopeSet Union(ScopeSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ScopeSet(Scopes.Concat(other.Scopes), _isMember ?? other._isMember);
    }

    /// <summary>
    /// What both allow: never more than either. A user or server and a group have in common what is in the group; two different groups
    /// nothing, even if somebody is in both.
    /// </summary>
    public ScopeSet Intersect(ScopeSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var isMember = _isMember ?? other._isMember;
        var both = from entry in _filters
                   where other._filters.ContainsKey(entry.Key)
                   from mine in entry.Value
                   from theirs in other._filters[entry.Key]
                   let common = Narrower(mine, theirs, isMember) ?? Narrower(theirs, mine, isMember)
                   where common is not null
                   select new Scope(entry.Key, common.Value);
        return new ScopeSet(both, isMember);
    }

    /// <summary>The scopes as text, in ordinal order: what <c>/user</c> shows.</summary>
    public IReadOnlyList<string> ToStrings() => [.. Scopes.Select(scope => scope.ToString()).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', ToStrings());

    private static ScopeFilter[] Simplify(ScopeFilter[] filters) => filters.Contains(ScopeFilter.None) ? [ScopeFilter.None] : filters;

    private bool Any(string scope, Func<ScopeFilter, bool> covers)
    {
        if (!_filters.TryGetValue(scope, out var filters))
        {
            return false;
        }

        foreach (var filter in filters)
        {
            if (covers(filter))
            {
                return true;
            }
        }

        return false;
    }

    private bool AllowsNamed(string scope, ScopeFilter filter) => Any(scope, held => held.Kind == FilterKind.None || held == filter);

    private bool Covers(ScopeFilter filter, string user) => Covers(filter, user, _isMember);

    private static bool Covers(ScopeFilter filter, string user, GroupMembership? isMember) => filter.Kind switch
    {
        FilterKind.None => true,
        FilterKind.User => filter.Value == user,
        FilterKind.Group => isMember?.Invoke(user, filter.Value) ?? false,
        _ => false,
    };

    // The narrow one, when the wide one contains it.
    private static ScopeFilter? Narrower(ScopeFilter wide, ScopeFilter narrow, GroupMembership? isMember)
    {
        var contains = wide == narrow || wide.Kind == FilterKind.None || narrow.Kind switch
        {
            FilterKind.User => Covers(wide, narrow.Value, isMember),
            FilterKind.Server when !narrow.IsBare => Covers(wide, narrow.ServerOwner, isMember),
            _ => false,
        };
        return contains ? narrow : null;
    }
}
