using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client.Json;
using Atoll.Core.Names;
using Atoll.Platform.Http;
using Atoll.Servers;

namespace Atoll.Hub.Api;

/// <summary>PATCH <c>/users/{name}</c>: another name, an administrator or not (jupyterhub.md 1.2 Users).</summary>
internal sealed class ChangeUser(UserReader reader, Users users, ServerStore servers)
{
    public static Task<IResult> HandleAsync(HttpContext http, ChangeUser handler, string name, CancellationToken cancellationToken) =>
        handler.RunAsync(http, name, cancellationToken);

    private async Task<IResult> RunAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        var (user, refusal) = await reader.FindAsync(http.Caller(), name, [CreateUsers.Scope], cancellationToken);
        if (user is null)
        {
            return refusal!;
        }

        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        (var body, fault) = BodyShape.User.Check(node);
        return fault ?? await NameFaultAsync(user, body!, cancellationToken) ?? RightsFault(http.Caller(), user, body!) ?? OtherFault(body!)
            ?? await ChangeAsync(http, user, body!, cancellationToken);
    }

    private async Task<IResult> ChangeAsync(HttpContext http, UserRow user, JsonObject body, CancellationToken cancellationToken)
    {
        UserName? name = NewName(user, body) is { } text ? UserName.Parse(text) : null;
        bool? admin = body.ContainsKey("admin") ? AnyJson.IsTrue(body["admin"]) : null;
        if (await users.ChangeAsync(user, name, admin, cancellationToken) is not { } changed)
        {
            return Taken(name?.Value);
        }

        // The caller's own scopes may name the user by the old name; who may change them may see what they became.
        return ApiJson.Write(await reader.ModelAsync(http, changed, cancellationToken), HubJson.Default.JsonObject);
    }

    private async Task<ApiError?> NameFaultAsync(UserRow user, JsonObject body, CancellationToken cancellationToken)
    {
        if (NewName(user, body) is not { } name)
        {
            return null;
        }

        if (!UserName.TryParse(name, out var parsed))
        {
            return Bad($"Invalid username: {name}");
        }

        if (parsed.Value == user.Name)
        {
            return null;
        }

        if (await users.FindAsync(parsed.Value, cancellationToken) is not null)
        {
            return Taken(name);
        }

        // Its address holds the name, and so does what runs there.
        return (await servers.OfUserAsync(user.Id, cancellationToken)).Any(row => row.State.IsActive)
            ? Bad($"{user.Name} has a running server; stop it before the name is changed.")
            : null;
    }

    private static ApiError? RightsFault(Caller caller, UserRow user, JsonObject body) => caller.IsAdmin ? null
        : user.Admin ? new ApiError(StatusCodes.Status403Forbidden, "Only admins can modify other admins")
        : AnyJson.IsTrue(body["admin"]) ? new ApiError(StatusCodes.Status403Forbidden, "Only admins can grant admin permissions")
        : null;

    private static ApiError? OtherFault(JsonObject body) =>
        body.ContainsKey("auth_state") ? Bad("auth_state is not kept by this hub.")
        : body.ContainsKey("groups") ? Bad("user.groups cannot be set here; use /groups/{name}/users.")
        : body.ContainsKey("roles") ? Bad("user.roles cannot be set here; roles are given in the configuration (load_roles).")
        : null;

    private static string? NewName(UserRow user, JsonObject body) =>
        AnyJson.Text(body["name"]) is { } name && name != user.Name ? name : null;

    private static ApiError Taken(string? name) => Bad($"User {name} already exists, username must be unique");

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
