using Atoll.Accounts.Access;
using Atoll.Platform.Database;

namespace Atoll.OAuth;

/// <summary>What came of looking at an authorization request.</summary>
internal abstract record AuthorizeCheck
{
    private AuthorizeCheck()
    {
    }

    public sealed record Fine(Asked Asked) : AuthorizeCheck;

    /// <summary>The client is told.</summary>
    public sealed record Back(AuthorizeRequest Request, OAuthClient Client, OAuthError Error) : AuthorizeCheck;

    /// <summary>The person is told, on a page of the hub.</summary>
    public sealed record Stay(int Status, string Message) : AuthorizeCheck;
}

/// <summary>
/// Looks at authorization requests, in JupyterHub's order: whether there is such a client with such an address, then what the client can be
/// told of, then whether this person may enter.
/// </summary>
internal sealed class AuthorizeChecks(HubDatabase database, RightsReader rights)
{
    public async Task<AuthorizeCheck> CheckAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var request = AuthorizeRequest.Of(http.Request.Query);
        var client = await database.ReadAsync(connection => OAuthClientStore.FindAsync(connection, request.ClientId), cancellationToken);
        // Never redirect to an address that was not registered: the person gets to read what is wrong.
        if (FaultOf(request, client) is { } fault)
        {
            return new AuthorizeCheck.Stay(StatusCodes.Status400BadRequest, fault);
        }

        return request.Fault() is { } error
            ? new AuthorizeCheck.Back(request, client!, error)
            : Check(request, client!, http.Caller(), await RightsAsync(http.Caller(), client!, cancellationToken));
    }

    private static AuthorizeCheck Check(AuthorizeRequest request, OAuthClient client, Caller caller, Rights user)
    {
        var scopes = new OAuthScopes(user.Book, client, user);
        if (scopes.Grantable(request.Scopes) is not { } grantable)
        {
            return new AuthorizeCheck.Back(request, client, OAuthError.InvalidScope);
        }

        return scopes.MayEnter()
            ? new AuthorizeCheck.Fine(new Asked(request, client, caller, scopes, grantable))
            : new AuthorizeCheck.Stay(StatusCodes.Status403Forbidden, Forbidden(client));
    }

    private static string? FaultOf(AuthorizeRequest request, OAuthClient? client)
    {
        if (request.Repeated is { } repeated)
        {
            return $"The application that wants to sign you in said two things about {repeated}: tell who runs it.";
        }

        return client is null ? "The application that wants to sign you in is not known here. If it is a server, it may have stopped: start it again."
            : request.RedirectUri is { } uri && uri != client.RedirectUri
                ? "The application that wants to sign you in gave an address that is not its own."
                : null;
    }

    private static string Forbidden(OAuthClient client) => client.ServiceId is null
        ? "You may not use this server. Its owner or an operator can change that."
        : $"You may not use the service {client.Access.Filter.Value}. An operator can change that.";

    // Groups that the client's scopes are limited to may not be among those that were looked up for the user's own.
    private async Task<Rights> RightsAsync(Caller caller, OAuthClient client, CancellationToken cancellationToken) =>
        client.AllowedScopes.Contains("!group=", StringComparison.Ordinal)
            ? await rights.ReadAsync(caller.Rights!.Owner, client.AllowedScopes, cancellationToken)
            : caller.Rights!;
}
