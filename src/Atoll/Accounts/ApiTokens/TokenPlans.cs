using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Client;
using Atoll.Core.Scopes;
using Atoll.Platform.Configuration;

namespace Atoll.Accounts.ApiTokens;

/// <summary>A token that can be issued, and what its owner may do.</summary>
internal sealed record TokenPlan(NewToken Token, Rights Owner);

/// <summary>Settles what a requested token will be: never more than its owner may do, never longer than the operator allows.</summary>
internal sealed class TokenPlans(RightsReader rights, Live<RoleBook> book, Live<TokenLifetimes> lifetimes, TimeProvider time)
{
    /// <summary>The plan, or the reason why there is none.</summary>
    public async Task<(TokenPlan? Plan, string? Fault)> MakeAsync(UserRow owner, TokenRequest request, CancellationToken cancellationToken)
    {
        var (lifetime, fault) = TokenExpiry.Of(request.ExpiresIn, lifetimes.Value.Most, time.GetUtcNow());
        var (scopes, unknown) = RequestedScopes.Of(request, book.Value);
        if ((fault ?? unknown) is { } reason)
        {
            return (null, reason);
        }

        var may = await rights.ReadAsync(Principal.Of(owner), ScopeLines.Join(scopes), cancellationToken);
        return RequestedScopes.Excess(scopes, may) is { } excess
            ? (null, excess)
            : (new TokenPlan(new NewToken { UserId = owner.Id, Scopes = scopes, Note = "", Lifetime = lifetime }, may), null);
    }
}
