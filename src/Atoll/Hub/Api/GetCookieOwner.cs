using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.SignIn;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Hub.Api;

/// <summary>
/// GET <c>/authorizations/cookie/{name}</c> and <c>…/{value}</c>: how programs from before JupyterHub 0.8 ask whose browser sent them the hub's
/// login cookie. By token alone; what they see of the person is what their scopes reveal.
/// </summary>
internal static class GetCookieOwner
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, Sessions sessions, UserReader reader, string name, string? value, CancellationToken cancellationToken)
    {
        if (http.Caller().Token is null)
        {
            return new ApiError(StatusCodes.Status403Forbidden);
        }

        var secret = value ?? await ReadAsync(http.Request, cancellationToken);
        return name == SessionCookies.Login && secret.Length > 0 && await sessions.FindAsync(secret, cancellationToken) is { } found
            ? ApiJson.Write(await reader.ModelAsync(http, found.User, cancellationToken), HubJson.Default.JsonObject)
            : new ApiError(StatusCodes.Status404NotFound);
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
