using Atoll.Accounts.Access;
using Atoll.Accounts.Sharing;
using Atoll.Core.Names;
using Atoll.Hub.Pages;
using Atoll.Platform.Http;
using Atoll.Web;

namespace Atoll.Hub.Sharing;

/// <summary><c>/hub/accept-share?code=…</c>: where an invitation leads. Nothing is accepted by opening a link.</summary>
internal sealed class AcceptPages(ShareCodes codes, Shares shares, PageContexts pages)
{
    public const string Path = "/hub/accept-share";

    private const string Field = "code";

    /// <summary>The page of this code.</summary>
    public static string UrlOf(string code) => $"{Path}?{Field}={Uri.EscapeDataString(code)}";

    /// <summary>GET: whose server it is, and what accepting allows.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if ((string?)http.Request.Query[Field] is not { Length: > 0 } code)
        {
            return NotValid(http, StatusCodes.Status400BadRequest);
        }

        if (await codes.FindAsync(code, cancellationToken) is not { } found)
        {
            return NotValid(http, StatusCodes.Status404NotFound);
        }

        return found.Server.OwnerId == http.Caller().User!.Id
            ? Own(http, found.Server, StatusCodes.Status403Forbidden)
            : Page.Render(http, await InvitationAsync(http, code, found, cancellationToken));
    }

    /// <summary>POST: accepts, and leads to the server.</summary>
    public async Task<IResult> AcceptAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var form = await http.Request.FieldsAsync(cancellationToken);
        var code = (string?)form[Field] ?? http.Request.Query[Field];
        if (code is not { Length: > 0 } || await codes.FindAsync(code, cancellationToken) is not { } found)
        {
            return NotValid(http, StatusCodes.Status400BadRequest);
        }

        var user = http.Caller().User!;
        if (found.Server.OwnerId == user.Id)
        {
            return Own(http, found.Server, StatusCodes.Status400BadRequest);
        }

        return await codes.ExchangeAsync(code, user, cancellationToken) is { } server
            ? Results.Redirect(http.Next() ?? UrlOf(server))
            : NotValid(http, StatusCodes.Status400BadRequest);
    }

    private async Task<AcceptShareModel> InvitationAsync(
        HttpContext http, string code, (ShareCodeRow Code, SharedServer Server) found, CancellationToken cancellationToken)
    {
        var share = await shares.FindAsync(found.Server, Sharee.OfUser(http.Caller().User!.Id), cancellationToken);
        var isNew = found.Code.ScopeList.Except(share?.Share.ScopeList ?? []).Any();
        return Model(http, isNew ? Invitation.Open : Invitation.Accepted, found.Server) with
        {
            Code = code,
            Action = Path.WithNext(http.Next()),
            Allows = [.. ShareScopes.Describe(found.Code.ScopeList, http.Caller().Rights!.Book.Catalog)],
            Expires = found.Code.ExpiresAt,
        };
    }

    private IResult Own(HttpContext http, SharedServer server, int status) => Page.Render(http, Model(http, Invitation.Own, server), status);

    private IResult NotValid(HttpContext http, int status) =>
        Page.Render(http, new AcceptShareModel { Page = pages.Of(http), State = Invitation.NotValid }, status);

    private AcceptShareModel Model(HttpContext http, Invitation state, SharedServer server) => new()
    {
        Page = pages.Of(http),
        State = state,
        Owner = server.Owner,
        ServerName = server.Name,
        IsReady = server.Ready,
        OpenUrl = http.Next() ?? UrlOf(server),
    };

    private static string UrlOf(SharedServer server) => UrlNames.ServerPrefix(server.Owner, server.Name);
}
