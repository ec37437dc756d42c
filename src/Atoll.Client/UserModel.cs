namespace Atoll.Client;

/// <summary>
/// A user as clients read it. The hub leaves out the keys that the caller's scopes do not reveal; they are null (or empty) here then.
/// </summary>
public sealed record UserModel
{
    /// <summary><c>user</c>.</summary>
    public string Kind { get; init; } = "user";

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether they administer the hub.</summary>
    public bool? Admin { get; init; }

    /// <summary>Names of their roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Names of their groups.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The path of their default server while it is ready.</summary>
    public string? Server { get; init; }

    /// <summary>What their default server is about to do.</summary>
    public string? Pending { get; init; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When they were last here.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>Their servers by name.</summary>
    public IReadOnlyDictionary<string, ServerModel>? Servers { get; init; }

    /// <summary>Only at <c>/user</c>: the session that the token was issued in.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only at <c>/user</c>: the id of the token that asked.</summary>
    public string? TokenId { get; init; }

    /// <summary>Only at <c>/user</c>: what the token that asked may do now.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}
