using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.Groups;
using Atoll.Accounts.People;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Hub;

/// <summary>GET <c>/users/{name}</c>: the user model, with what the caller's scopes reveal (jupyterhub.md 1.2 Users).</summary>
internal static class GetUser
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, Users users, UserGroups groups, IServerDirectory directory, string name, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (!SeesAnything(caller, name))
        {
            return new ApiError(StatusCodes.Status404NotFound, ApiError.NotFoundOrHidden);
        }

        if (await users.FindAsync(name, cancellationToken) is not { } user)
        {
            return new ApiError(StatusCodes.Status404NotFound);
        }

        var servers = await directory.ListAsync(user, cancellationToken);
        return ApiJson.Write(UserModels.Build(user, await groups.OfAsync(user, cancellationToken), caller.Scopes, servers, WithStopped(http.Request)), HubJson.Default.JsonObject);
    }

    // read:servers may be limited to one server of the user; that reveals the user's name and that server.
    private static bool SeesAnything(Caller caller, string name) =>
        caller.Scopes.AllowsAny(UserModels.AnyOf, name) || caller.Scopes.Scopes.Any(scope =>
            scope.Name == "read:servers" && scope.Filter.Kind is Core.Scopes.FilterKind.Server && scope.Filter.ServerOwner == name);

    private static bool WithStopped(HttpRequest request) =>
        request.Query.TryGetValue("include_stopped_servers", out var value)
        && !string.Equals(value, "0", StringComparison.Ordinal)
        && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);
}
