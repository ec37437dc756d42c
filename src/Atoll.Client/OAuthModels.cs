using System.Text.Json.Serialization;

namespace Atoll.Client;

/// <summary>What the OAuth token endpoint answers (RFC 6749 section 5.1). There are no refresh tokens.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="ExpiresIn">Seconds until it ends.</param>
/// <param name="Scope">What it may do, separated by spaces.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
public sealed record OAuthTokenResponse(string AccessToken, long ExpiresIn, string Scope, string TokenType = "Bearer");

/// <summary>What the OAuth token endpoint answers when it refuses (RFC 6749 section 5.2).</summary>
/// <param name="Error">One of the RFC's codes.</param>
/// <param name="ErrorDescription">A sentence for whoever debugs the client; absent where the code says it all.</param>
public sealed record OAuthErrorResponse(
    string Error, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ErrorDescription);

/// <summary>The answer at the API's root.</summary>
/// <param name="Version">The JupyterHub version whose contract is kept.</param>
public sealed record HubVersionModel(string Version);
