using Atoll.Accounts.Api;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.OAuth;

/// <summary><c>POST /oauth2/token</c>: a client's server exchanges a code for a token. No cookie counts here.</summary>
internal static class TokenEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, CodeExchanger exchanger, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        // What is no form says nothing: no grant type either.
        var exchange = CodeExchange.Of(http.Request, await http.Request.FieldsAsync(cancellationToken));
        if (exchange.Fault() is { } fault)
        {
            return Refuse(http, fault);
        }

        return await exchanger.ExchangeAsync(exchange, cancellationToken) switch
        {
            ExchangeResult.Granted granted => ApiJson.Write(granted.Token, HubJson.Default.OAuthTokenResponse),
            ExchangeResult.Refused refused => Refuse(http, refused.Error),
            _ => throw new InvalidOperationException("There is no third result."),
        };
    }

    private static IResult Refuse(HttpContext http, OAuthError error)
    {
        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            var asked = http.Request.Headers.Authorization.Count > 0 ? "Basic realm=\"hub\"" : "Bearer error=\"invalid_client\"";
            http.Response.Headers.WWWAuthenticate = asked;
        }

        return ApiJson.Write(new OAuthErrorResponse(error.Code, error.Description), HubJson.Default.OAuthErrorResponse, error.Status);
    }
}
