using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.ApiTokens;

/// <summary><c>GET /users/{name}/tokens</c> and <c>…/tokens/{id}</c>.</summary>
internal static class ReadTokens
{
    public const string Scope = "read:tokens";

    public static async Task<IResult> ListAsync(
        HttpContext http, TokenTargets targets, Tokens tokens, RightsReader rights, string name, CancellationToken cancellationToken)
    {
        var (owner, refusal) = await targets.FindOwnerAsync(http.Caller(), Scope, name, cancellationToken);
        if (owner is null)
        {
            return refusal!;
        }

        var list = await tokens.ListAsync(owner, cancellationToken);
        var written = ScopeLines.Join(list.SelectMany(token => token.ScopeList).Distinct());
        var may = await rights.ReadAsync(Principal.Of(owner), written, cancellationToken);
        return ApiJson.Write(new TokenList([.. list.Select(token => TokenModels.Of(token, may))]), HubJson.Default.TokenList);
    }

    public static async Task<IResult> OneAsync(
        HttpContext http, TokenTargets targets, RightsReader rights, string name, string id, CancellationToken cancellationToken)
    {
        var (owner, token, refusal) = await targets.FindTokenAsync(http.Caller(), Scope, name, id, cancellationToken);
        return refusal is not null
            ? refusal
            : ApiJson.Write(
                TokenModels.Of(token!, await rights.ReadAsync(Principal.Of(owner!), token!.Scopes, cancellationToken)), HubJson.Default.TokenModel);
    }
}
