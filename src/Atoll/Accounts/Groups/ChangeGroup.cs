using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Groups;

/// <summary>What changes a group: POST and DELETE <c>/groups/{name}/users</c>, PUT <c>…/properties</c>, DELETE of the group itself.</summary>
internal static class ChangeGroup
{
    public const string Scope = "groups";
    public const string DeleteScope = "delete:groups";

    public static Task<IResult> AddAsync(
        HttpContext http, GroupTargets targets, GroupRecords records, string name, CancellationToken cancellationToken) =>
        MembersAsync(http, targets, name, "Must specify users to add", records.JoinAsync, cancellationToken);

    public static Task<IResult> RemoveAsync(
        HttpContext http, GroupTargets targets, GroupRecords records, string name, CancellationToken cancellationToken) =>
        MembersAsync(http, targets, name, "Must specify users to delete", records.LeaveAsync, cancellationToken);

    public static async Task<IResult> SetPropertiesAsync(
        HttpContext http, GroupTargets targets, GroupRecords records, string name, CancellationToken cancellationToken)
    {
        var (group, refusal) = await targets.FindAsync(http.Caller(), name, [Scope], cancellationToken);
        if (group is null)
        {
            return refusal!;
        }

        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null || node is not JsonObject)
        {
            return fault ?? new ApiError(StatusCodes.Status400BadRequest, "Must specify properties");
        }

        var properties = node.ToJsonString();
        await records.SetPropertiesAsync(group, properties, cancellationToken);
        return await targets.AnswerAsync(http.Caller(), group with { Properties = properties }, cancellationToken);
    }

    public static async Task<IResult> DeleteAsync(
        HttpContext http, GroupTargets targets, GroupRecords records, string name, CancellationToken cancellationToken)
    {
        var (group, refusal) = await targets.FindToChangeAsync(http.Caller(), name, DeleteScope, cancellationToken);
        if (group is null)
        {
            return refusal!;
        }

        await records.DeleteAsync(group, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> MembersAsync(
        HttpContext http,
        GroupTargets targets,
        string name,
        string nobody,
        Func<GroupRow, IReadOnlyList<UserRow>, CancellationToken, Task> change,
        CancellationToken cancellationToken)
    {
        var (group, refusal) = await targets.FindToChangeAsync(http.Caller(), name, Scope, cancellationToken);
        if (group is null)
        {
            return refusal!;
        }

        var (users, fault) = await UsersAsync(http, targets, nobody, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        await change(group, users, cancellationToken);
        return await targets.AnswerAsync(http.Caller(), group, cancellationToken);
    }

    private static async Task<(IReadOnlyList<UserRow> Users, ApiError? Fault)> UsersAsync(
        HttpContext http, GroupTargets targets, string nobody, CancellationToken cancellationToken)
    {
        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        var (body, misfit) = fault is null ? BodyShape.Group.Check(node) : (null, fault);
        return misfit is not null ? ([], misfit)
            : body!.ContainsKey("users") ? await targets.UsersAsync(body["users"], cancellationToken)
            : ([], new ApiError(StatusCodes.Status400BadRequest, nobody));
    }
}
