using Atoll.Accounts.Access;

namespace Atoll.Accounts.ApiTokens;

/// <summary><c>DELETE /users/{name}/tokens/{id}</c>.</summary>
internal static class DeleteToken
{
    public const string Scope = "tokens";

    public static async Task<IResult> HandleAsync(
        HttpContext http, TokenTargets targets, Tokens tokens, string name, string id, CancellationToken cancellationToken)
    {
        var (_, token, refusal) = await targets.FindTokenAsync(http.Caller(), Scope, name, id, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        await tokens.RevokeAsync(token!, cancellationToken);
        return TypedResults.NoContent();
    }
}
