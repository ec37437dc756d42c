using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Microsoft.Net.Http.Headers;

namespace Atoll.Accounts.Access;

/// <summary>Settles who sends a request: by token, or by the browser's session.</summary>
internal sealed class Callers(Tokens tokens, Sessions sessions, RightsReader rights)
{
    /// <summary>Who holds this token; anonymous when it is not valid. Counts as a use of it.</summary>
    public async Task<Caller> ByTokenAsync(string secret, CancellationToken cancellationToken) =>
        await tokens.UseAsync(secret, cancellationToken) is { } found
            ? Caller.OfToken(found.Token, await rights.ReadAsync(found.Owner, found.Token.Scopes, cancellationToken))
            : Caller.Anonymous;

    /// <summary>Whose browser holds this cookie.</summary>
    public async Task<Caller> BySessionAsync(string? secret, CancellationToken cancellationToken) => secret is null
        ? Caller.Anonymous
        : await OfAsync(await sessions.FindAsync(secret, cancellationToken), cancellationToken);

    /// <summary>Whose session has this public id: for the proxy, whose own signed cookie names it.</summary>
    public async Task<Caller> BySessionIdAsync(string id, CancellationToken cancellationToken) =>
        await OfAsync(await sessions.FindByIdAsync(id, cancellationToken), cancellationToken);

    /// <summary>Who sends this request. A token that was shown decides, valid or not; pages know cookies only.</summary>
    public Task<Caller> OfRequestAsync(HttpContext context, bool isPage) =>
        !isPage && TokenOf(context.Request) is { } token
            ? ByTokenAsync(token, context.RequestAborted)
            : BySessionAsync(SessionCookies.Secret(context.Request), context.RequestAborted);

    private async Task<Caller> OfAsync((SessionRow Session, UserRow User)? found, CancellationToken cancellationToken) => found is { } live
        ? Caller.OfSession(live.Session, await rights.ReadAsync(Principal.Of(live.User), cancellationToken))
        : Caller.Anonymous;

    /// <summary>The token in the Authorization header: <c>token</c> or <c>Bearer</c>, in any case, after any number of spaces.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        var parts = request.Headers[HeaderNames.Authorization].ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        var isToken = parts.Length == 2 && parts[1].Length > 0
            && (parts[0].Equals("token", StringComparison.OrdinalIgnoreCase) || parts[0].Equals("bearer", StringComparison.OrdinalIgnoreCase));
        return isToken ? parts[1] : null;
    }
}
