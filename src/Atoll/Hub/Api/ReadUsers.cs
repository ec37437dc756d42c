using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Core.Scopes;
using Atoll.Platform.Http;

namespace Atoll.Hub.Api;

/// <summary>GET <c>/users</c> and <c>/users/{name}</c>, with what the caller's scopes reveal (jupyterhub.md 1.2 Users).</summary>
internal static class ReadUsers
{
    public const string ListScope = "list:users";

    public static async Task<IResult> ListAsync(HttpContext http, UserReader reader, CancellationToken cancellationToken)
    {
        var reach = http.Caller().Scopes.FiltersOf(ListScope);
        if (!reach.IsEverything && !reach.AreOnly(FilterKind.User, FilterKind.Group))
        {
            // What is limited to a server must not turn into a list of everybody.
            return new ApiError(StatusCodes.Status403Forbidden);
        }

        var (query, fault) = UserListQuery.Of(http.Request, reach);
        if (query is null)
        {
            return fault!;
        }

        var (page, total) = await reader.ListAsync(query, cancellationToken);
        return query.Paging.Answer(http.Request, await reader.ModelsAsync(http, page, cancellationToken), total);
    }

    public static async Task<IResult> OneAsync(HttpContext http, UserReader reader, string name, CancellationToken cancellationToken)
    {
        var (user, refusal) = await reader.FindAsync(http.Caller(), name, UserModels.AnyOf, cancellationToken);
        return refusal ?? ApiJson.Write(await reader.ModelAsync(http, user!, cancellationToken), HubJson.Default.JsonObject);
    }
}
