namespace Atoll.OAuth;

/// <summary>A request to exchange a code (RFC 6749 section 4.1.3), as sent.</summary>
internal sealed record CodeExchange
{
    public required ClientCredentials Client { get; init; }

    public required string GrantType { get; init; }

    public required string Code { get; init; }

    public required string RedirectUri { get; init; }

    public required string? Verifier { get; init; }

    public static CodeExchange Of(HttpRequest request, IFormCollection form) => new()
    {
        Client = ClientCredentials.Of(request, form),
        GrantType = form["grant_type"].ToString(),
        Code = form["code"].ToString(),
        RedirectUri = form["redirect_uri"].ToString(),
        Verifier = form["code_verifier"].FirstOrDefault(),
    };
}
