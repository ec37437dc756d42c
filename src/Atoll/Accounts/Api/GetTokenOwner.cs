using Atoll.Accounts.Access;
using Atoll.Accounts.ApiTokens;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Api;

/// <summary><c>GET /authorizations/token/{token}</c>: how images from before JupyterHub 2.0 ask whose a token is.</summary>
internal static class GetTokenOwner
{
    public static async Task<IResult> HandleAsync(
        Tokens tokens, IServerDirectory directory, string token, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(token, cancellationToken) is not { } found)
        {
            return new ApiError(StatusCodes.Status404NotFound);
        }

        var owner = Caller.OfToken(found.Token, found.User);
        var model = UserModels.Build(found.User, owner.Scopes, await directory.ListAsync(found.User, cancellationToken));
        return ApiJson.Write(model, HubJson.Default.JsonObject);
    }
}
