using Atoll.Accounts.Access;
using Atoll.Client;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.ApiTokens;

/// <summary>What a request for a token asks it to be able to do.</summary>
internal static class RequestedScopes
{
    /// <summary>The scopes, or the reason why the owner cannot have such a token.</summary>
    public static (IReadOnlyList<string> Scopes, string? Fault) Of(TokenRequest request, Rights owner)
    {
        if (request.Scopes is null && request.Roles is null)
        {
            return (DefaultRoles.Token.Scopes, null);
        }

        var roles = (request.Roles ?? []).Select(name => (Name: name, Role: DefaultRoles.Find(name))).ToList();
        if (roles.Find(role => role.Role is null) is { Name: { } missing })
        {
            return ([], $"Role {missing} does not exist");
        }

        IReadOnlyList<string> scopes = [.. (request.Scopes ?? []).Concat(roles.SelectMany(role => role.Role!.Scopes)).Distinct()];
        return (scopes, FaultOf(scopes, owner));
    }

    private static string? FaultOf(IReadOnlyList<string> scopes, Rights owner)
    {
        if (ScopeRules.Unknown(scopes) is [_, ..] unknown)
        {
            return $"Scopes do not exist: [{string.Join(", ", unknown)}]";
        }

        var context = new ScopeContext(owner.Owner.Name);
        var asked = ScopeRules.Expand(scopes, context);
        var had = ScopeRules.OfToken(scopes, owner.Scopes, context, owner.IsMember);
        var excess = asked.ToStrings().Except(had.ToStrings()).ToList();
        return excess.Count == 0 ? null : $"Not assigning requested scopes that the owner does not have: [{string.Join(", ", excess)}]";
    }
}
