using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client.Json;
using Atoll.Core.Names;
using Atoll.Platform.Configuration;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Groups;

/// <summary>What requests about groups name, and how groups are shown to them.</summary>
internal sealed class GroupTargets(GroupRecords records, Live<GroupSettings> settings)
{
    private const string Managed = "Group management via API is disabled";

    /// <summary>Null when the API may change groups.</summary>
    public ApiError? RefuseChange() => settings.Value.AreManaged ? Bad(Managed) : null;

    /// <summary>The group of this name, if the caller's scopes reach it.</summary>
    public async Task<(GroupRow? Group, ApiError? Refusal)> FindAsync(
        Caller caller, string name, IReadOnlyList<string> anyOf, CancellationToken cancellationToken)
    {
        if (Targets.RefuseGroup(caller, name, anyOf) is { } refusal)
        {
            return (null, refusal);
        }

        return await records.FindAsync(name, cancellationToken) is { } group
            ? (group, null)
            : (null, new ApiError(StatusCodes.Status404NotFound, $"No such group: {name}"));
    }

    /// <summary>The same for a request that changes it.</summary>
    public async Task<(GroupRow? Group, ApiError? Refusal)> FindToChangeAsync(
        Caller caller, string name, string scope, CancellationToken cancellationToken) =>
        Targets.RefuseGroup(caller, name, scope) is null && RefuseChange() is { } refusal
            ? (null, refusal)
            : await FindAsync(caller, name, [scope], cancellationToken);

    /// <summary>The users whom a body lists; all of them must exist.</summary>
    public async Task<(IReadOnlyList<UserRow> Users, ApiError? Fault)> UsersAsync(JsonNode? list, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var item in list as JsonArray ?? [])
        {
            if (!UserName.TryParse(AnyJson.Text(item), out var name))
            {
                return ([], Bad($"No such user: {AnyJson.Text(item) ?? PythonText.Of(item)}"));
            }

            names.Add(name.Value);
        }

        var (users, missing) = await records.UsersAsync(names, cancellationToken);
        return missing is null ? (users, null) : ([], Bad($"No such user: {missing}"));
    }

    public async Task<JsonArray> ModelsAsync(Caller caller, IReadOnlyList<GroupRow> groups, CancellationToken cancellationToken)
    {
        var members = await records.MembersAsync(groups, cancellationToken);
        return [.. groups.Select(group => GroupModels.Build(group, caller.Rights!.Book, members[group.Id], caller.Scopes))];
    }

    /// <summary>Answers with a group as it is now.</summary>
    public async Task<IResult> AnswerAsync(
        Caller caller, GroupRow group, CancellationToken cancellationToken, int status = StatusCodes.Status200OK) =>
        ApiJson.Write((await ModelsAsync(caller, [group], cancellationToken))[0]!, HubJson.Default.JsonNode, status);

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
