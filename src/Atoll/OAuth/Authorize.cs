using Atoll.Accounts.Access;
using Atoll.Accounts.ApiTokens;
using Atoll.Core.Scopes;
using Atoll.Platform.Database;
using Atoll.Platform.Http;
using Atoll.Platform.Secrets;

namespace Atoll.OAuth;

/// <summary>
/// <c>/oauth2/authorize</c> (RFC 6749 section 4.1.1): sends the signed-in browser back to the client with a code, after asking when the server
/// is somebody else's.
/// </summary>
internal sealed class Authorize(HubDatabase database, PageContexts pages, ConfirmForm confirm, TimeProvider time)
{
    private static readonly TimeSpan _codeLifetime = TimeSpan.FromSeconds(300);

    public static Task<IResult> AskAsync(HttpContext http, Authorize authorize, CancellationToken cancellationToken) =>
        authorize.CheckedAsync(http, authorize.AskAsync, cancellationToken);

    public static Task<IResult> ConfirmAsync(HttpContext http, Authorize authorize, CancellationToken cancellationToken) =>
        authorize.CheckedAsync(http, authorize.ConfirmAsync, cancellationToken);

    private async Task<IResult> CheckedAsync(
        HttpContext http, Func<HttpContext, Asked, CancellationToken, Task<IResult>> go, CancellationToken cancellationToken)
    {
        var request = AuthorizeRequest.Of(http.Request.Query);
        var client = await database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, request.ClientId), cancellationToken);

        // Never redirect to an address that was not registered: the person gets to read what is wrong.
        if (client is null || (request.RedirectUri.Length > 0 && request.RedirectUri != client.RedirectUri))
        {
            return pages.Error(http, StatusCodes.Status400BadRequest, client is null
                ? "The application that wants to sign you in is not known here. If it is a server, it may have stopped: start it again."
                : "The application that wants to sign you in gave an address that is not its own.");
        }

        var caller = http.Caller();
        if (!OAuthScopes.MayEnter(client, caller))
        {
            return pages.Error(http, StatusCodes.Status403Forbidden, "You may not use this server. Its owner or an operator can change that.");
        }

        return request.Fault() is { } fault
            ? TypedResults.Redirect(request.BackTo(client, "error", fault.Code))
            : await go(http, new Asked(request, client, caller, OAuthScopes.Grantable(client, caller, request.Scopes)), cancellationToken);
    }

    private async Task<IResult> AskAsync(HttpContext http, Asked asked, CancellationToken cancellationToken) =>
        await IsConfirmedAsync(asked, cancellationToken)
            ? await IssueAsync(asked, asked.Grantable, cancellationToken)
            : confirm.Show(http, asked);

    private async Task<IResult> ConfirmAsync(HttpContext http, Asked asked, CancellationToken cancellationToken)
    {
        var form = await http.Request.FieldsAsync(cancellationToken);
        var chosen = OAuthScopes.Chosen(asked.Grantable, asked.Client, asked.UserName, [.. form["scopes"].OfType<string>()]);
        return await IssueAsync(asked, chosen, cancellationToken);
    }

    // One's own server asks nothing; others ask once, until what they hold ends or they want more.
    private async Task<bool> IsConfirmedAsync(Asked asked, CancellationToken cancellationToken)
    {
        if (asked.IsOwn)
        {
            return true;
        }

        var held = await database.ReadAsync(
            connection => TokenStore.ScopesAtClientAsync(connection, asked.Caller.User!.Id, asked.Client.Id, time.GetUtcNow()),
            cancellationToken);
        return OAuthScopes.Cover(held, asked.Grantable);
    }

    private async Task<IResult> IssueAsync(Asked asked, ScopeSet granted, CancellationToken cancellationToken)
    {
        var secret = OpaqueToken.New();
        var now = time.GetUtcNow();
        var code = new OAuthCode
        {
            Hash = OpaqueToken.Hash(secret),
            ClientId = asked.Client.Id,
            UserId = asked.Caller.User!.Id,
            RedirectUri = asked.Request.RedirectUri,
            Scopes = ScopeLines.Join(granted.ToStrings()),
            SessionId = asked.Caller.SessionId,
            Challenge = asked.Request.Challenge,
            Expires = now + _codeLifetime,
        };
        await database.WriteAsync(connection => OAuthCodeStore.AddAsync(connection, code, now), cancellationToken);
        return TypedResults.Redirect(asked.Request.BackTo(asked.Client, "code", secret));
    }
}

/// <summary>A request that is in order: who asks for what, through which client.</summary>
internal sealed record Asked(AuthorizeRequest Request, OAuthClient Client, Caller Caller, ScopeSet Grantable)
{
    public string UserName => Caller.User!.Name;

    public bool IsOwn => Client.ServerId is not null && Client.UserId == Caller.User!.Id;
}
