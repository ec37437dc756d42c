using System.Text.Json.Serialization;

namespace Atoll.Client;

/// <summary>A token as the API shows it: never its secret, but once.</summary>
public sealed record TokenModel
{
    /// <summary>The owner's name; absent when that is a service.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    /// <summary>The owner's name; absent when that is a user.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Service { get; init; }

    /// <summary><c>a</c> and a number.</summary>
    public required string Id { get; init; }

    /// <summary><c>api_token</c>.</summary>
    public string Kind { get; init; } = "api_token";

    /// <summary>Always empty: roles become scopes when a token is made.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What it may do at this moment.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was last used; null when never.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What it is for.</summary>
    public string? Note { get; init; }

    /// <summary>The session it was issued in.</summary>
    public string? SessionId { get; init; }

    /// <summary>What the OAuth client is that holds it; <c>JupyterHub</c> for tokens that people made.</summary>
    public required string OauthClient { get; init; }
}

/// <summary>The answer to a list of tokens.</summary>
/// <param name="ApiTokens">The tokens, those used longest ago first.</param>
public sealed record TokenList(IReadOnlyList<TokenModel> ApiTokens);

/// <summary>A request for a token.</summary>
public sealed record TokenRequest
{
    /// <summary>What it is for.</summary>
    public string? Note { get; init; }

    /// <summary>Seconds until it ends; absent or 0 for never, or for as long as the hub allows.</summary>
    public long? ExpiresIn { get; init; }

    /// <summary>What it may do; without these and roles, what the role <c>token</c> says: everything its owner may.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Roles whose scopes it gets, instead of scopes.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Name and password, for those who show neither token nor cookie.</summary>
    public PasswordCredentials? Auth { get; init; }
}

/// <summary>Who asks, by password.</summary>
/// <param name="Username">The name.</param>
/// <param name="Password">The password.</param>
public sealed record PasswordCredentials(string? Username, string? Password);
