using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client.Json;
using Atoll.Core.Names;
using Atoll.Platform.Http;

namespace Atoll.Hub.Api;

/// <summary>POST <c>/users</c> and <c>/users/{name}</c> (jupyterhub.md 1.2 Users).</summary>
internal static class CreateUsers
{
    public const string Scope = "admin:users";

    /// <summary>Several at once. Those that there are already are left out; it is a conflict only when that leaves nobody.</summary>
    public static async Task<IResult> ManyAsync(HttpContext http, UserReader reader, Users users, CancellationToken cancellationToken)
    {
        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        if (node is not JsonObject body || body["usernames"] is not JsonArray { Count: > 0 } usernames)
        {
            return Bad("Must specify at least one user to create");
        }

        var names = usernames.Select(AnyJson.Text).ToList();
        body.Remove("usernames");
        var misfit = RefuseBody(http.Caller(), body) ?? RefuseNames(names);
        return misfit ?? await CreateAsync(http, reader, users, names!, AnyJson.IsTrue(body["admin"]), cancellationToken);
    }

    /// <summary>The one that the path names.</summary>
    public static async Task<IResult> OneAsync(HttpContext http, UserReader reader, Users users, string name, CancellationToken cancellationToken)
    {
        if (Targets.RefuseUser(http.Caller(), name, Scope) is { } refusal)
        {
            return refusal;
        }

        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        if (await reader.FindAsync(name, cancellationToken) is not null)
        {
            return Exists(name);
        }

        if (node is not null && RefuseBody(http.Caller(), node) is { } misfit)
        {
            return misfit;
        }

        return UserName.TryParse(name, out var parsed)
            ? await CreateAsync(http, reader, users, parsed, AnyJson.IsTrue(node?["admin"]), cancellationToken)
            : Bad($"Failed to create user: {name}");
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, UserReader reader, Users users, IReadOnlyList<string> names, bool admin, CancellationToken cancellationToken)
    {
        var created = await users.CreateAsync([.. names.Select(UserName.Parse).Distinct()], admin, cancellationToken);
        return created.Count == 0
            ? new ApiError(StatusCodes.Status409Conflict, $"All {names.Count} users already exist")
            : ApiJson.Write(await reader.ModelsAsync(http, created, cancellationToken), HubJson.Default.JsonArray, StatusCodes.Status201Created);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext http, UserReader reader, Users users, UserName name, bool admin, CancellationToken cancellationToken) =>
        await users.CreateAsync([name], admin, cancellationToken) is [var user]
            ? ApiJson.Write(await reader.ModelAsync(http, user, cancellationToken), HubJson.Default.JsonObject, StatusCodes.Status201Created)
            : Exists(name.Value);

    private static ApiError Exists(string name) => new(StatusCodes.Status409Conflict, $"User {name} already exists");

    private static ApiError? RefuseBody(Caller caller, JsonNode node)
    {
        var (body, fault) = BodyShape.User.Check(node);
        return fault ?? (AnyJson.IsTrue(body!["admin"]) && !caller.IsAdmin
            ? new ApiError(StatusCodes.Status403Forbidden, "Only admins can grant admin permissions")
            : null);
    }

    private static ApiError? RefuseNames(List<string?> names)
    {
        if (names.Contains(null))
        {
            return Bad("usernames must be strings");
        }

        var invalid = names.Where(name => !UserName.TryParse(name, out _)).Select(name => name!.ToLowerInvariant()).ToList();
        return invalid.Count == 0 ? null : Bad($"Invalid username{(invalid.Count == 1 ? "" : "s")}: {string.Join(", ", invalid)}");
    }

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
