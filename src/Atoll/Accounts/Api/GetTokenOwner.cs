using Atoll.Accounts.Access;
using Atoll.Accounts.ApiTokens;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Api;

/// <summary>
/// <c>GET /authorizations/token/{token}</c>: how images from before JupyterHub 2.0 ask whose a token is. Tokens alone ask, not cookies; they
/// read what they may of the owner, and at least who it is.
/// </summary>
internal static class GetTokenOwner
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, Tokens tokens, RightsReader rights, IServerDirectory directory, string token, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (caller.Token is null)
        {
            return new ApiError(StatusCodes.Status403Forbidden);
        }

        if (await tokens.UseAsync(token, cancellationToken) is not { } found)
        {
            return new ApiError(StatusCodes.Status404NotFound);
        }

        var owner = await rights.ReadAsync(found.Owner, cancellationToken);
        var scopes = caller.Scopes.Union(IdentifyScopes.Of(found.Owner));
        var model = found.Owner.User is { } user
            ? UserModels.Build(user, owner.Book, owner.Groups, scopes, await directory.ListAsync(user, cancellationToken))
            : ServiceModels.BuildSelf(found.Owner.Service!, owner.Book, scopes);
        return ApiJson.Write(model, HubJson.Default.JsonObject);
    }
}
