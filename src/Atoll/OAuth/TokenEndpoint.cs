using Atoll.Accounts.Api;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Platform.Http;
using Microsoft.Net.Http.Headers;

namespace Atoll.OAuth;

/// <summary><c>POST /oauth2/token</c>: a client's server exchanges a code for a token. No cookie counts here.</summary>
internal static class TokenEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext http, CodeExchanger exchanger, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.HasFormContentType)
        {
            return Refuse(http, OAuthError.InvalidRequest("The body must be a form."));
        }

        var exchange = CodeExchange.Of(http.Request, await http.Request.FieldsAsync(cancellationToken));
        if (exchange.GrantType != "authorization_code")
        {
            return Refuse(http, OAuthError.UnsupportedGrantType);
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
            http.Response.Headers[HeaderNames.WWWAuthenticate] = "Basic realm=\"hub\"";
        }

        return ApiJson.Write(new OAuthErrorResponse(error.Code, error.Description), HubJson.Default.OAuthErrorResponse, error.Status);
    }
}
