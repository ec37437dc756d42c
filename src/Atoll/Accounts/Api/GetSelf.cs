using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Client.Json;

namespace Atoll.Accounts.Api;

/// <summary><c>GET /user</c>: who asks, and what they may do. Every server asks it on (nearly) every page.</summary>
internal static class GetSelf
{
    public static async Task<IResult> HandleAsync(HttpContext http, IServerDirectory directory, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var rights = caller.Rights!;
        // Whoever is known may know who they are.
        var scopes = caller.Scopes.Union(IdentifyScopes.Of(rights.Owner));
        var model = rights.Owner.User is { } user
            ? UserModels.Build(user, rights.Book, rights.Groups, scopes, await directory.ListAsync(user, cancellationToken))
            : ServiceModels.BuildSelf(rights.Owner.Service!, rights.Book, scopes);
        model["session_id"] = caller.Token?.SessionId;
        model["token_id"] = caller.Token?.WireId;
        model["scopes"] = new JsonArray([.. caller.Scopes.ToStrings().Select(scope => (JsonNode)scope)]);
        return ApiJson.Write(model, HubJson.Default.JsonObject);
    }
}
