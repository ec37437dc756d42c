using Atoll.Accounts.Access;
using Atoll.Accounts.ApiTokens;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Api;

/// <summary><c>GET /authorizations/token/{token}</c>: how images from before JupyterHub 2.0 ask whose a token is.</summary>
internal static class GetTokenOwner
{
    public static async Task<IResult> HandleAsync(
        Tokens tokens, RightsReader rights, IServerDirectory directory, string token, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(token, cancellationToken) is not { } found)
        {
            return new ApiError(StatusCodes.Status404NotFound);
        }

        var holder = Caller.OfToken(found.Token, await rights.ReadAsync(found.Owner, found.Token.Scopes, cancellationToken));
        var model = holder.User is { } user
            ? UserModels.Build(user, holder.Rights!.Groups, holder.Scopes, await directory.ListAsync(user, cancellationToken))
            : ServiceModels.Build(holder.Service!, holder.Scopes);
        return ApiJson.Write(model, HubJson.Default.JsonObject);
    }
}
