using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Client;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.ApiTokens;

/// <summary>What a request for a token asks it to be able to do, refused in JupyterHub's words. Pure.</summary>
internal static class RequestedScopes
{
    /// <summary>The scopes as they will be written into the token, or the reason why there can be no such token.</summary>
    public static (IReadOnlyList<string> Scopes, string? Fault) Of(TokenRequest request, RoleBook book)
    {
        if (request is { Scopes: not null, Roles: not null })
        {
            return ([], "Can only assign one of scopes or roles when creating tokens.");
        }

        if (request.Scopes is { } written)
        {
            return (written, written.Select(scope => UnknownFault(scope, book.Catalog)).FirstOrDefault(fault => fault is not null));
        }

        var roles = request.Roles ?? [DefaultRoles.Token.Name];
        return roles.FirstOrDefault(name => book.Find(name) is null) is { } missing
            ? ([], $"No such role: {missing}")
            : ([.. roles.SelectMany(name => book.Find(name)!.Scopes).Distinct()], null);
    }

    /// <summary>Why the owner cannot have a token with these scopes, because they do not have them themselves; null when they can.</summary>
    public static string? Excess(IReadOnlyList<string> scopes, Rights owner)
    {
        var asked = ScopeRules.Expand(scopes, owner.Owner.ScopeContext, owner.IsMember, owner.Book.Catalog);
        // Nobody holds the scope that stands for none: a token without any is asked for by an empty list.
        var none = scopes.Where(scope => scope == ScopeTable.NoScope).Take(1);
        var excess = none.Concat(asked.ToStrings().Except(asked.Intersect(owner.Scopes).ToStrings())).ToList();
        return excess.Count == 0 ? null : $"Not assigning requested scopes {string.Join(',', excess)} not held by User {owner.Owner.Name}";
    }

    // Python shows the message of a missing key in quotes.
    private static string? UnknownFault(string scope, ScopeCatalog catalog)
    {
        if (catalog.TryParse(scope, out _))
        {
            return null;
        }

        var mark = scope.IndexOf('!', StringComparison.Ordinal);
        var (name, filter) = mark < 0 ? (scope, "") : (scope[..mark], scope[(mark + 1)..]);
        return PythonText.Of(
            name == "all" ? "Draft scope 'all' is now called 'inherit'"
            : catalog.IsKnown(name) ? $"Scope filter {filter} '!{filter}' in scope '{scope}' for token does not exist"
            : $"Scope '{scope}' for token does not exist");
    }
}
