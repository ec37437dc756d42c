using Atoll.Accounts.Access;
using Atoll.Core.Scopes;

namespace Atoll.OAuth;

/// <summary>Which scopes a client gets for a user (jupyterhub.md 1.7). Pure.</summary>
internal static class OAuthScopes
{
    // What JupyterHub 1.x and 2.x clients ask for; neither is a scope.
    private const string Identify = "identify";

    /// <summary>The first that is neither a scope nor tolerated; null when all are known.</summary>
    public static string? FirstUnknown(IEnumerable<string> asked) =>
        asked.FirstOrDefault(text => !IsTolerated(text) && !ScopeCatalog.Standard.TryParse(text, out _));

    /// <summary>
    /// What may be granted: identity, access to the client itself, and what was asked for (nothing: all that the client may have) as far as
    /// the client may have it and the user has it.
    /// </summary>
    public static ScopeSet Grantable(OAuthClient client, Caller caller, IReadOnlyList<string> asked)
    {
        var context = new ScopeContext(caller.User!.Name, ServerOf(client));
        var allowed = ScopeRules.Expand([.. Split(client.AllowedScopes), client.AccessScope], context);
        var wanted = asked.Where(text => !IsTolerated(text)).ToList();
        var granted = wanted.Count == 0 ? allowed : ScopeRules.Expand([.. wanted, client.AccessScope], context).Intersect(allowed);
        return granted.Intersect(caller.Scopes).Union(ScopeRules.Identify(context));
    }

    /// <summary>Of the grantable scopes, those that the user left in the form; identity and access stay.</summary>
    public static ScopeSet Chosen(ScopeSet grantable, OAuthClient client, string user, IReadOnlyList<string> chosen)
    {
        var context = new ScopeContext(user, ServerOf(client));
        return ScopeRules.Expand([.. chosen, client.AccessScope], context).Intersect(grantable).Union(ScopeRules.Identify(context));
    }

    /// <summary>Whether the user may use what the client signs people in to.</summary>
    public static bool MayEnter(OAuthClient client, Caller caller) =>
        Scope.TryParse(client.AccessScope, out var access)
        && ScopeRules.Expand([client.AccessScope], new ScopeContext(caller.User!.Name)).Intersect(caller.Scopes).Has(access.Name);

    /// <summary>What a person reads before saying yes: without what others of the list include, and without saying who they are.</summary>
    public static IReadOnlyList<Scope> Shown(ScopeSet grantable, string user)
    {
        var identity = ScopeRules.Identify(new ScopeContext(user)).Scopes;
        var scopes = grantable.Scopes.Except(identity).ToList();
        return
        [
            .. scopes
                .Where(scope => !scopes.Any(other => other != scope && other.Filter == scope.Filter && ScopeCatalog.Standard.Closure(other.Name).Contains(scope.Name)))
                .OrderBy(scope => scope.ToString(), StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether live tokens cover all that is asked now, so that the user need not be asked again.</summary>
    public static bool Cover(IEnumerable<string> held, ScopeSet wanted) => !wanted.ToStrings().Except(held).Any();

    /// <summary>As they come in requests and configurations: separated by spaces (RFC 6749 section 3.3).</summary>
    public static IReadOnlyList<string> Split(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsTolerated(string text) => text == Identify || DefaultRoles.Find(text) is not null;

    private static string? ServerOf(OAuthClient client) =>
        Scope.TryParse(client.AccessScope, out var scope) && scope.Filter.Kind == FilterKind.Server ? scope.Filter.Value : null;
}
