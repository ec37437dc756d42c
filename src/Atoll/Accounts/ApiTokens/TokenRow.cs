using Atoll.Core.Scopes;

namespace Atoll.Accounts.ApiTokens;

/// <summary>A token as stored, without its hash.</summary>
internal sealed record TokenRow
{
    public required long Id { get; init; }

    /// <summary>Null when a service holds it.</summary>
    public long? UserId { get; init; }

    /// <summary>Null when a user holds it.</summary>
    public long? ServiceId { get; init; }

    /// <summary>As granted, a line each; weakened at each use by what the owner may do then.</summary>
    public required string Scopes { get; init; }

    public string Note { get; init; } = "";

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>Null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The browser session it was issued in; it dies with it.</summary>
    public string? SessionId { get; init; }

    /// <summary>The OAuth client it was issued to; null for tokens that people made.</summary>
    public string? ClientId { get; init; }

    /// <summary>Set on the token that a server itself holds.</summary>
    public long? ServerId { get; init; }

    /// <summary>What the client is, in words; null for tokens that people made. Not a column of the table.</summary>
    public string? ClientDescription { get; init; }

    /// <summary>The id on the wire.</summary>
    public string WireId => $"a{Id}";

    public IReadOnlyList<string> ScopeList => ScopeLines.Split(Scopes);
}

/// <summary>What a new token shall be.</summary>
internal sealed record NewToken
{
    /// <summary>Its owner; null when that is a service.</summary>
    public long? UserId { get; init; }

    /// <summary>Its owner; null when that is a user.</summary>
    public long? ServiceId { get; init; }

    /// <summary>Known scopes that the owner has: whoever issues it has checked that.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required string Note { get; init; }

    /// <summary>Null: it does not expire.</summary>
    public TimeSpan? Lifetime { get; init; }

    public string? SessionId { get; init; }

    public string? ClientId { get; init; }

    public long? ServerId { get; init; }
}
