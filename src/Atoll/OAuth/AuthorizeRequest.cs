namespace Atoll.OAuth;

/// <summary>The query of an authorization request, as sent.</summary>
internal sealed record AuthorizeRequest
{
    public required string ClientId { get; init; }

    /// <summary>Empty when the client relies on the registered one.</summary>
    public required string RedirectUri { get; init; }

    public required string ResponseType { get; init; }

    public required string? State { get; init; }

    /// <summary>Empty: everything the client may ask for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required string? Challenge { get; init; }

    public required string? ChallengeMethod { get; init; }

    public static AuthorizeRequest Of(IQueryCollection query) => new()
    {
        ClientId = query["client_id"].ToString(),
        RedirectUri = query["redirect_uri"].ToString(),
        ResponseType = query["response_type"].ToString(),
        State = query["state"].FirstOrDefault(),
        Scopes = query["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Challenge = query["code_challenge"].FirstOrDefault(),
        ChallengeMethod = query["code_challenge_method"].FirstOrDefault(),
    };

    /// <summary>What is wrong with it, as the client is told; null when nothing is.</summary>
    public OAuthError? Fault()
    {
        if (ResponseType != "code")
        {
            return OAuthError.UnsupportedResponseType;
        }

        if (Challenge is not null && ChallengeMethod != Pkce.Method)
        {
            return OAuthError.InvalidRequest($"code_challenge_method must be {Pkce.Method}.");
        }

        return OAuthScopes.FirstUnknown(Scopes) is { } unknown ? OAuthError.InvalidScope(unknown) : null;
    }

    /// <summary>Where the browser goes back to: the registered URI with this added to it, and the state as it came.</summary>
    public string BackTo(OAuthClient client, string name, string value)
    {
        List<(string Name, string Value)> all = State is null ? [(name, value)] : [(name, value), ("state", State)];
        var query = string.Join('&', all.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return $"{client.RedirectUri}{(client.RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }
}
