namespace Atoll.OAuth;

/// <summary>A refusal in OAuth's own words (RFC 6749, sections 4.1.2.1 and 5.2).</summary>
internal sealed record OAuthError(string Code, string Description)
{
    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    public static OAuthError UnsupportedGrantType { get; } = new("unsupported_grant_type", "Only authorization_code is supported.");

    public static OAuthError UnsupportedResponseType { get; } = new("unsupported_response_type", "Only code is supported.");

    public static OAuthError InvalidClient { get; } = new("invalid_client", "No such client, or the secret is wrong.");

    public static OAuthError InvalidGrant { get; } = new("invalid_grant", "The code is not valid, was used before, or was not meant for this client.");

    public static OAuthError InvalidScope(string scope) => new("invalid_scope", $"There is no scope {scope}.");

    public static OAuthError AccessDenied { get; } = new("access_denied", "The user or the hub said no.");

    public int Status => Code == InvalidClient.Code ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
}
