using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.Sharing;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Hub.Sharing;

/// <summary><c>/share-codes/{owner}[/{server}]</c>: invitations for whoever holds the code (jupyterhub.md 1.2 Shares).</summary>
internal sealed class ServerShareCodes(ShareCodes codes, ShareTargets targets, ShareModels models)
{
    /// <summary>GET: of one server, or of all of a user's; never the codes themselves.</summary>
    public async Task<IResult> ListAsync(HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        if (ShareTargets.Refuse(http.Caller(), ServerShares.ReadScope, owner, server) is { } refusal)
        {
            return refusal;
        }

        var (list, missing) = await targets.FindListAsync(owner, server, cancellationToken);
        var (paging, fault) = Paging.Of(http.Request);
        if (list is null || paging is null)
        {
            return missing ?? fault!;
        }

        var (page, total) = await codes.ListAsync(list, paging.Offset, paging.Limit, cancellationToken);
        return paging.Wrapped(http.Request, new JsonArray([.. page.Select(code => Json(models.Of(code)))]), total);
    }

    /// <summary>POST: a new one. The only answer with the code in it.</summary>
    public async Task<IResult> CreateAsync(HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        if (ShareTargets.Refuse(http.Caller(), ServerShares.Scope, owner, server) is { } refusal)
        {
            return refusal;
        }

        if (server is null)
        {
            return new ApiError(StatusCodes.Status405MethodNotAllowed);
        }

        var (asked, fault) = await ShareBody.OfCodeAsync(http.Request, cancellationToken);
        return asked is null ? fault! : await CreateAsync(http.Caller(), owner, server, asked, cancellationToken);
    }

    /// <summary>DELETE: one, by <c>?code=</c> or <c>?id=</c>, or all of a server. What was accepted before stays.</summary>
    public async Task<IResult> DeleteAsync(HttpContext http, string owner, string? server, CancellationToken cancellationToken)
    {
        if (ShareTargets.Refuse(http.Caller(), ServerShares.Scope, owner, server) is { } refusal)
        {
            return refusal;
        }

        var (found, missing) = await targets.FindServerAsync(owner, server, cancellationToken);
        return missing ?? await DeleteAsync(found!, http.Request.Query["code"], http.Request.Query["id"], cancellationToken);
    }

    private async Task<IResult> CreateAsync(Caller caller, string owner, string server, ShareBody asked, CancellationToken cancellationToken)
    {
        var (scopes, fault) = ShareScopes.Of(asked.Scopes, owner, server, caller.Rights!.Book.Catalog);
        if (fault is not null)
        {
            return new ApiError(StatusCodes.Status400BadRequest, fault);
        }

        var (found, missing) = await targets.FindServerAsync(owner, server, cancellationToken);
        if ((missing ?? ServerShares.MayGive(caller, found!, scopes)) is { } refusal)
        {
            return refusal;
        }

        return await codes.CreateAsync(found!, scopes, asked.Lifetime, cancellationToken) is { } made
            ? ApiJson.Write(models.Of(made), HubJson.Default.NewShareCodeModel)
            : ShareTargets.NoServer(owner, server);
    }

    private async Task<IResult> DeleteAsync(SharedServer server, string? code, string? id, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(code))
        {
            return await codes.DeleteAsync(server, code, cancellationToken) ? TypedResults.NoContent() : NotFound("No matching code found");
        }

        if (!string.IsNullOrEmpty(id))
        {
            var isGone = ShareCodeRow.IdOf(id) is { } number && await codes.DeleteAsync(server, number, cancellationToken);
            return isGone ? TypedResults.NoContent() : NotFound($"No code found matching id={id}");
        }

        await codes.DeleteAllAsync(server, cancellationToken);
        return TypedResults.NoContent();
    }

    private static ApiError NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    private static JsonNode? Json(ShareCodeModel model) => JsonSerializer.SerializeToNode(model, HubJson.Default.ShareCodeModel);
}
