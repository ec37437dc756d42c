namespace Atoll.OAuth;

/// <summary>A request to exchange a code (RFC 6749 section 4.1.3), as sent.</summary>
internal sealed record CodeExchange
{
    private const string GrantTypeOfCodes = "authorization_code";
    private const string GrantTypeOfRenewals = "refresh_token";

    private static readonly string[] _once = ["client_id", "grant_type", "redirect_uri"];

    public required ClientCredentials Client { get; init; }

    public required string GrantType { get; init; }

    public required string Code { get; init; }

    /// <summary>Null when the client relies on the registered one.</summary>
    public required string? RedirectUri { get; init; }

    public required string? Verifier { get; init; }

    /// <summary>A token to renew the other by: nobody has one.</summary>
    public string? Renewed { get; init; }

    /// <summary>What was said twice, so that nobody can know what is meant; null when nothing was.</summary>
    public string? Repeated { get; init; }

    public static CodeExchange Of(HttpRequest request, IFormCollection form) => new()
    {
        Client = ClientCredentials.Of(request, form),
        GrantType = form["grant_type"].FirstOrDefault() ?? "",
        Code = form["code"].FirstOrDefault() ?? "",
        RedirectUri = form["redirect_uri"].FirstOrDefault(),
        Verifier = form["code_verifier"].FirstOrDefault(),
        Renewed = form["refresh_token"].FirstOrDefault(),
        Repeated = _once.FirstOrDefault(name => form[name].Count > 1),
    };

    /// <summary>No client may have its token renewed.</summary>
    public bool IsRenewal => GrantType == GrantTypeOfRenewals;

    /// <summary>What is wrong with it, whoever asks; null when nothing is.</summary>
    public OAuthError? Fault() => GrantType switch
    {
        GrantTypeOfRenewals => Renewed is null ? OAuthError.InvalidRequest("Missing refresh token parameter.") : null,
        not GrantTypeOfCodes => OAuthError.UnsupportedGrantType,
        _ when Code.Length == 0 => OAuthError.InvalidRequest("Missing code parameter."),
        _ => Repeated is { } repeated ? OAuthError.InvalidRequest($"Duplicate {repeated} parameter.") : null,
    };
}
