using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Groups;

/// <summary>POST <c>/groups</c> and <c>/groups/{name}</c>.</summary>
internal static class CreateGroups
{
    public const string Scope = "admin:groups";

    /// <summary>Several, all with the same members.</summary>
    public static async Task<IResult> ManyAsync(
        HttpContext http, GroupTargets targets, GroupRecords records, CancellationToken cancellationToken)
    {
        if (targets.RefuseChange() is { } refusal)
        {
            return refusal;
        }

        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        if (node is not JsonObject body || body["groups"] is not JsonArray { Count: > 0 } groups)
        {
            return Bad("Must specify at least one group to create");
        }

        var names = groups.Select(AnyJson.Text).ToList();
        body.Remove("groups");
        var (created, misfit) = RefuseTargets(http.Caller(), names) is { } hidden
            ? ([], hidden)
            : await CreateAsync(targets, records, names, body, cancellationToken);
        return misfit ?? ApiJson.Write(
            await targets.ModelsAsync(http.Caller(), created, cancellationToken), HubJson.Default.JsonArray, StatusCodes.Status201Created);
    }

    /// <summary>The one that the path names.</summary>
    public static async Task<IResult> OneAsync(
        HttpContext http, GroupTargets targets, GroupRecords records, string name, CancellationToken cancellationToken)
    {
        if ((Targets.RefuseGroup(http.Caller(), name, Scope) ?? targets.RefuseChange()) is { } refusal)
        {
            return refusal;
        }

        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        var (created, misfit) = await CreateAsync(targets, records, [name], node ?? new JsonObject(), cancellationToken);
        return misfit ?? await targets.AnswerAsync(http.Caller(), created[0], cancellationToken, StatusCodes.Status201Created);
    }

    private static async Task<(IReadOnlyList<GroupRow> Created, ApiError? Fault)> CreateAsync(
        GroupTargets targets, GroupRecords records, IReadOnlyList<string?> names, JsonNode node, CancellationToken cancellationToken)
    {
        var (body, fault) = BodyShape.Group.Check(node);
        if (fault is not null)
        {
            return ([], fault);
        }

        var invalid = names.Where(name => name is null || !GroupNames.IsValid(name)).ToList();
        if (invalid.Count > 0)
        {
            return ([], Bad($"Invalid group name: {invalid[0]}"));
        }

        if (await records.FirstTakenAsync(names!, cancellationToken) is { } there)
        {
            return ([], Exists(there));
        }

        var (users, missing) = await targets.UsersAsync(body!["users"], cancellationToken);
        if (missing is not null)
        {
            return ([], missing);
        }

        var (created, taken) = await records.CreateAsync(names!, users, cancellationToken);
        return (created, taken is null ? null : Exists(taken));
    }

    // A scope for one group does not make others.
    private static ApiError? RefuseTargets(Caller caller, IEnumerable<string?> names) =>
        names.Select(name => Targets.RefuseGroup(caller, name ?? "", Scope)).FirstOrDefault(refusal => refusal is not null);

    private static ApiError Exists(string name) => new(StatusCodes.Status409Conflict, $"Group {name} already exists");

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
