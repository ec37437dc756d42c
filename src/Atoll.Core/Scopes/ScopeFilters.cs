namespace Atoll.Core.Scopes;

/// <summary>How far a scope reaches: everywhere, or to what is named. Lists ask it; questions about one thing go to <see cref="ScopeSet"/>.</summary>
public sealed class ScopeFilters
{
    private readonly IReadOnlyList<ScopeFilter> _filters;

    /// <summary>These limits together.</summary>
    internal ScopeFilters(IReadOnlyList<ScopeFilter> filters) => _filters = filters;

    /// <summary>The scope is not held at all.</summary>
    public bool IsNothing => _filters.Count == 0;

    /// <summary>Held without a limit.</summary>
    public bool IsEverything => _filters.Contains(ScopeFilter.None);

    /// <summary>Names after <c>!user=</c>.</summary>
    public IReadOnlyList<string> Users => Of(FilterKind.User);

    /// <summary>Names after <c>!group=</c>.</summary>
    public IReadOnlyList<string> Groups => Of(FilterKind.Group);

    /// <summary>What stands after <c>!server=</c>, as <c>user/server</c>.</summary>
    public IReadOnlyList<string> Servers => Of(FilterKind.Server);

    /// <summary>Names after <c>!service=</c>.</summary>
    public IReadOnlyList<string> Services => Of(FilterKind.Service);

    /// <summary>Whether no limit is of another kind: a list of users can obey <c>!user</c> and <c>!group</c>, but not <c>!server</c>.</summary>
    public bool AreOnly(params IReadOnlyList<FilterKind> kinds) => _filters.All(filter => kinds.Contains(filter.Kind));

    private IReadOnlyList<string> Of(FilterKind kind) =>
        [.. _filters.Where(filter => filter.Kind == kind && !filter.IsBare).Select(filter => filter.Value)];
}
