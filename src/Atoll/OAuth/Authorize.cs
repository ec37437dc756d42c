using Atoll.Accounts.Access;
using Atoll.Accounts.ApiTokens;
using Atoll.Core.Scopes;
using Atoll.Platform.Database;
using Atoll.Platform.Http;
using Atoll.Platform.Secrets;

namespace Atoll.OAuth;

/// <summary>
/// <c>/oauth2/authorize</c> (RFC 6749 section 4.1.1): sends the signed-in browser back to the client with a code, after asking when the client
/// is somebody else's server or a service.
/// </summary>
internal sealed class Authorize(HubDatabase database, AuthorizeChecks checks, PageContexts pages, ConfirmForm confirm, TimeProvider time)
{
    private static readonly TimeSpan _codeLifetime = TimeSpan.FromSeconds(300);

    public static Task<IResult> AskAsync(HttpContext http, Authorize authorize, CancellationToken cancellationToken) =>
        authorize.CheckedAsync(http, authorize.AskAsync, cancellationToken);

    public static Task<IResult> ConfirmAsync(HttpContext http, Authorize authorize, CancellationToken cancellationToken) =>
        authorize.CheckedAsync(http, authorize.ConfirmAsync, cancellationToken);

    private async Task<IResult> CheckedAsync(
        HttpContext http, Func<HttpContext, Asked, CancellationToken, Task<IResult>> go, CancellationToken cancellationToken) =>
        await checks.CheckAsync(http, cancellationToken) switch
        {
            AuthorizeCheck.Fine fine => await go(http, fine.Asked, cancellationToken),
            AuthorizeCheck.Back back => BackWith(back.Request, back.Client, back.Error),
            AuthorizeCheck.Stay stay => pages.Error(http, stay.Status, stay.Message),
            _ => throw new InvalidOperationException("There is no fourth."),
        };

    private async Task<IResult> AskAsync(HttpContext http, Asked asked, CancellationToken cancellationToken) =>
        await IsConfirmedAsync(asked, cancellationToken)
            ? await IssueAsync(asked, asked.Grantable, cancellationToken)
            : confirm.Show(http, asked);

    private async Task<IResult> ConfirmAsync(HttpContext http, Asked asked, CancellationToken cancellationToken)
    {
        var form = await http.Request.FieldsAsync(cancellationToken);
        return asked.Scopes.Chosen(asked.Grantable, [.. form["scopes"].OfType<string>()]) is { } chosen
            ? await IssueAsync(asked, chosen, cancellationToken)
            : BackWith(asked.Request, asked.Client, OAuthError.InvalidScope);
    }

    // One's own server asks nothing; others ask once, until what they hold ends or they want more.
    private async Task<bool> IsConfirmedAsync(Asked asked, CancellationToken cancellationToken)
    {
        if (asked.IsOwn || asked.Client.NoConfirm)
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
            RedirectUri = asked.Client.RedirectUri,
            Scopes = ScopeLines.Join(granted.ToStrings()),
            SessionId = asked.Caller.SessionId,
            Challenge = asked.Request.Challenge,
            Expires = now + _codeLifetime,
        };
        await database.WriteAsync(connection => OAuthCodeStore.AddAsync(connection, code, now), cancellationToken);
        return TypedResults.Redirect(asked.Request.BackTo(asked.Client, ("code", secret)));
    }

    private static IResult BackWith(AuthorizeRequest request, OAuthClient client, OAuthError error) => TypedResults.Redirect(
        error.Description is { } description
            ? request.BackTo(client, ("error", error.Code), ("error_description", description))
            : request.BackTo(client, ("error", error.Code)));
}

/// <summary>A request that is in order: who asks for what, through which client.</summary>
internal sealed record Asked(AuthorizeRequest Request, OAuthClient Client, Caller Caller, OAuthScopes Scopes, ScopeSet Grantable)
{
    public bool IsOwn => Client.ServerId is not null && Client.UserId == Caller.User!.Id;
}
