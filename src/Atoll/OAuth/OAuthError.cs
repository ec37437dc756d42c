namespace Atoll.OAuth;

/// <summary>A refusal in OAuth's own words (RFC 6749, sections 4.1.2.1 and 5.2), described where JupyterHub describes it.</summary>
internal sealed record OAuthError(string Code, string? Description = null)
{
    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    public static OAuthError UnsupportedGrantType { get; } = new("unsupported_grant_type");

    public static OAuthError UnsupportedResponseType { get; } = new("unsupported_response_type");

    public static OAuthError InvalidClient { get; } = new("invalid_client");

    public static OAuthError UnauthorizedClient { get; } = new("unauthorized_client");

    public static OAuthError InvalidGrant { get; } = new("invalid_grant");

    public static OAuthError InvalidScope { get; } = new("invalid_scope");

    public int Status => Code == InvalidClient.Code ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
}
