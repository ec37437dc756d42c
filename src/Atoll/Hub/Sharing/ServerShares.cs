using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.Sharing;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Hub.Sharing;

/// <summary><c>/shares/{owner}[/{server}]</c>: with whom servers are shared (jupyterhub.md 1.2 Shares).</summary>
internal sealed class ServerShares(Shares shares, Sharees sharees, ShareTargets targets, ShareModels models)
{
    public const string ReadScope = "read:shares";
    public const string Scope = "shares";

    /// <summary>GET: of one server, or of all of a user's.</summary>
    public async Task<IResult> ListAsync(HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        if (ShareTargets.Refuse(http.Caller(), ReadScope, owner, server) is { } refusal)
        {
            return refusal;
        }

        var (list, missing) = await targets.FindListAsync(owner, server, cancellationToken);
        return missing ?? await PageAsync(http, list!, cancellationToken);
    }

    /// <summary>A page of a list of shares; always in the shape with words about the pages.</summary>
    public async Task<IResult> PageAsync(HttpContext http, ShareList list, CancellationToken cancellationToken)
    {
        var (paging, fault) = Paging.Of(http.Request);
        if (paging is null)
        {
            return fault!;
        }

        var (page, total) = await shares.ListAsync(list, paging.Offset, paging.Limit, cancellationToken);
        return paging.Wrapped(http.Request, new JsonArray([.. page.Select(share => Json(models.Of(share)))]), total);
    }

    /// <summary>POST: shares, or adds to what is shared already.</summary>
    public async Task<IResult> GrantAsync(HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await ReadAsync(http, owner, server, cancellationToken);
        if (asked is null)
        {
            return refusal!;
        }

        var (scopes, fault) = ShareScopes.Of(asked.Scopes, owner, server!, http.Caller().Rights!.Book.Catalog);
        if (fault is not null)
        {
            return new ApiError(StatusCodes.Status400BadRequest, fault);
        }

        var (found, missing) = await targets.FindServerAsync(owner, server, cancellationToken);
        return missing ?? MayGive(http.Caller(), found!, scopes) ?? await GrantAsync(http.Caller(), found!, asked, scopes, cancellationToken);
    }

    /// <summary>PATCH: takes back some of it, or all; answers what is left.</summary>
    public async Task<IResult> RevokeAsync(HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await ReadAsync(http, owner, server, cancellationToken);
        if (asked is null)
        {
            return refusal!;
        }

        var (found, missing) = await targets.FindServerAsync(owner, server, cancellationToken);
        if (found is null)
        {
            return missing!;
        }

        var sharee = await sharees.FindAsync(asked, cancellationToken);
        var scopes = ShareScopes.ToRevoke(asked.Scopes, owner, server!);
        var left = sharee is null ? null : await shares.RevokeAsync(found, sharee, scopes, cancellationToken);
        return left is { } share ? Answer(share) : ApiJson.Write<JsonObject>([], HubJson.Default.JsonObject);
    }

    /// <summary>DELETE: takes back everything that is shared of a server.</summary>
    public async Task<IResult> RevokeAllAsync(HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        if (ShareTargets.Refuse(http.Caller(), Scope, owner, server) is { } refusal)
        {
            return refusal;
        }

        var (found, missing) = await targets.FindServerAsync(owner, server, cancellationToken);
        if (found is null)
        {
            return missing!;
        }

        await shares.RevokeAllAsync(found, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>The share as JSON.</summary>
    public IResult Answer((ShareRow Share, SharedServer Server) share) => ApiJson.Write(models.Of(share), HubJson.Default.ShareModel);

    /// <summary>Null when the caller may do all of this to the server themselves: nobody gives away more than they have.</summary>
    public static ApiError? MayGive(Caller caller, SharedServer server, IReadOnlyList<string> scopes) =>
        scopes.FirstOrDefault(scope => !caller.Scopes.Allows(ShareScopes.NameOf(scope), server.Owner, server.Name)) is { } beyond
            ? new ApiError(StatusCodes.Status403Forbidden, $"Do not have permission to grant share with scope {beyond}")
            : null;

    private static async Task<(ShareBody? Body, ApiError? Refusal)> ReadAsync(
        HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        if (ShareTargets.Refuse(http.Caller(), Scope, owner, server) is { } refusal)
        {
            return (null, refusal);
        }

        return server is null
            ? (null, new ApiError(StatusCodes.Status405MethodNotAllowed))
            : await ShareBody.OfShareAsync(http.Request, cancellationToken);
    }

    private async Task<IResult> GrantAsync(
        Caller caller, SharedServer server, ShareBody asked, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        if (Sharees.Refuse(caller, asked) is { } refusal)
        {
            return refusal;
        }

        if (await sharees.FindAsync(asked, cancellationToken) is not { } sharee)
        {
            var missing = asked.User is null ? $"No such group: {asked.Group}" : $"No such user: {asked.User}";
            return new ApiError(StatusCodes.Status400BadRequest, missing);
        }

        return await shares.GrantAsync(server, sharee, scopes, cancellationToken) is { } share
            ? Answer(share)
            : ShareTargets.NoServer(server.Owner, server.Name);
    }

    private static JsonNode? Json(ShareModel model) => JsonSerializer.SerializeToNode(model, HubJson.Default.ShareModel);
}
