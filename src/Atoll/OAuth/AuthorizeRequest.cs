namespace Atoll.OAuth;

/// <summary>The query of an authorization request, as sent.</summary>
internal sealed record AuthorizeRequest
{
    private static readonly string[] _once = ["client_id", "response_type", "redirect_uri", "scope", "state"];

    public required string ClientId { get; init; }

    /// <summary>Null when the client relies on the registered one.</summary>
    public required string? RedirectUri { get; init; }

    public required string? ResponseType { get; init; }

    public required string? State { get; init; }

    /// <summary>Null: everything the client may ask for.</summary>
    public required IReadOnlyList<string>? Scopes { get; init; }

    public required string? Challenge { get; init; }

    public required string? ChallengeMethod { get; init; }

    /// <summary>What was said twice, so that nobody can know what is meant; null when nothing was.</summary>
    public required string? Repeated { get; init; }

    public static AuthorizeRequest Of(IQueryCollection query) => new()
    {
        ClientId = query["client_id"].ToString(),
        RedirectUri = query["redirect_uri"].FirstOrDefault(),
        ResponseType = query["response_type"].FirstOrDefault(),
        State = query["state"].FirstOrDefault(),
        Scopes = query["scope"].FirstOrDefault()?.Trim().Split(' '),
        Challenge = query["code_challenge"].FirstOrDefault(),
        ChallengeMethod = query["code_challenge_method"].FirstOrDefault(),
        Repeated = _once.FirstOrDefault(name => query[name].Count > 1),
    };

    /// <summary>What is wrong with it besides its scopes, as the client is told; null when nothing is.</summary>
    public OAuthError? Fault() => ResponseType switch
    {
        null or "" => OAuthError.InvalidRequest("Missing response_type parameter."),
        not "code" => OAuthError.UnsupportedResponseType,
        _ when Challenge is not null && ChallengeMethod != Pkce.Method => OAuthError.InvalidRequest("Transform algorithm not supported."),
        _ => null,
    };

    /// <summary>Where the browser goes back to: the registered URI with this added to it, and the state as it came.</summary>
    public string BackTo(OAuthClient client, params IEnumerable<(string Name, string Value)> told)
    {
        IEnumerable<(string Name, string Value)> all = State is null ? told : told.Append(("state", State));
        var query = string.Join('&', all.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return $"{client.RedirectUri}{(client.RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    }
}
