using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Platform.Http;

namespace Atoll.Accounts.ApiTokens;

/// <summary>The user (and token) that a path names, as far as the caller may touch it.</summary>
internal sealed class TokenTargets(Users users, Tokens tokens)
{
    public async Task<(UserRow? Owner, ApiError? Refusal)> FindOwnerAsync(
        Caller caller, string scope, string name, CancellationToken cancellationToken)
    {
        if (Targets.RefuseUser(caller, name, scope) is { } refusal)
        {
            return (null, refusal);
        }

        var owner = await users.FindAsync(name, cancellationToken);
        return owner is null ? (null, new ApiError(StatusCodes.Status404NotFound, $"No such user: {name}")) : (owner, null);
    }

    public async Task<(UserRow? Owner, TokenRow? Token, ApiError? Refusal)> FindTokenAsync(
        Caller caller, string scope, string name, string wireId, CancellationToken cancellationToken)
    {
        var (owner, refusal) = await FindOwnerAsync(caller, scope, name, cancellationToken);
        if (owner is null)
        {
            return (null, null, refusal);
        }

        var token = TokenModels.IdOf(wireId) is { } id ? await tokens.FindAsync(owner, id, cancellationToken) : null;
        return token is null
            ? (null, null, new ApiError(StatusCodes.Status404NotFound, $"No such token {wireId} for user {owner.Name}"))
            : (owner, token, null);
    }
}
