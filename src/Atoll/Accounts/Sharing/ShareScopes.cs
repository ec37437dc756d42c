using Atoll.Core.Scopes;

namespace Atoll.Accounts.Sharing;

/// <summary>What may be given away of a server: scopes limited to it, and to nothing else. Pure.</summary>
internal static class ShareScopes
{
    /// <summary>The scopes, limited to the server and in order; or the reason why they cannot be shared.</summary>
    /// <param name="asked">As a client wrote them. None: leave to use the server.</param>
    /// <param name="owner">The server's owner.</param>
    /// <param name="server">The server's name; empty for the default one.</param>
    /// <param name="catalog">The scopes that there are.</param>
    public static (IReadOnlyList<string> Scopes, string? Fault) Of(
        IReadOnlyList<string>? asked, string owner, string server, ScopeCatalog catalog)
    {
        if (asked is null or [])
        {
            return ([new Scope("access:servers", ScopeFilter.Server(owner, server)).ToString()], null);
        }

        var fault = asked.Select(scope => FaultOf(scope, owner, server, catalog)).FirstOrDefault(found => found is not null);
        return fault is null
            ? ([.. asked.Select(scope => Limit(scope, owner, server)).Distinct().Order(StringComparer.Ordinal)], null)
            : ([], fault);
    }

    /// <summary>The scope with its limit to the server: those without one mean it anyway.</summary>
    public static string Limit(string scope, string owner, string server) => $"{NameOf(scope)}{ScopeFilter.Server(owner, server)}";

    /// <summary>The scope without its limit.</summary>
    public static string NameOf(string scope) => scope.Split('!', 2)[0];

    /// <summary>What they allow, in plain words. One that an operator has removed since then allows nothing.</summary>
    public static IEnumerable<string> Describe(IReadOnlyList<string> scopes, ScopeCatalog catalog) =>
        scopes.Select(NameOf).Where(catalog.IsKnown).Select(catalog.Describe);

    /// <summary>What to take back of a share: as written, or limited to the server, as what was given is.</summary>
    public static IReadOnlyList<string>? ToRevoke(IReadOnlyList<string>? asked, string owner, string server) =>
        asked is null ? null : [.. asked.Select(scope => scope.Contains('!', StringComparison.Ordinal) ? scope : Limit(scope, owner, server))];

    private static string? FaultOf(string scope, string owner, string server, ScopeCatalog catalog)
    {
        if (!catalog.IsKnown(NameOf(scope)))
        {
            return $"Scope '{scope}' does not exist";
        }

        var filter = scope[NameOf(scope).Length..];
        var only = ScopeFilter.Server(owner, server).ToString();
        return filter is "" or "!" || filter == only ? null : $"{filter} not allowed on sharing {scope}, only {only}";
    }
}
