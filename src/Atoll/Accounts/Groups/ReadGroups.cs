using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Core.Scopes;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Groups;

/// <summary>GET <c>/groups</c> and <c>/groups/{name}</c>.</summary>
internal static class ReadGroups
{
    public const string ListScope = "list:groups";

    public static async Task<IResult> ListAsync(
        HttpContext http, GroupTargets targets, GroupRecords records, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var reach = caller.Scopes.FiltersOf(ListScope);
        if (!reach.IsEverything && !reach.AreOnly(FilterKind.Group))
        {
            return new ApiError(StatusCodes.Status403Forbidden);
        }

        var (paging, fault) = Paging.Of(http.Request);
        if (paging is null)
        {
            return fault!;
        }

        var (page, total) = await records.ListAsync(reach, paging.Offset, paging.Limit, cancellationToken);
        return paging.Answer(http.Request, await targets.ModelsAsync(caller, page, cancellationToken), total);
    }

    public static async Task<IResult> OneAsync(HttpContext http, GroupTargets targets, string name, CancellationToken cancellationToken)
    {
        var (group, refusal) = await targets.FindAsync(http.Caller(), name, GroupModels.AnyOf, cancellationToken);
        return refusal ?? await targets.AnswerAsync(http.Caller(), group!, cancellationToken);
    }
}
