using System.Data.Common;
using Dapper;

namespace Atoll.OAuth;

/// <summary>A permission on its way from the browser to the client's server, to be exchanged for a token once.</summary>
internal sealed record OAuthCode
{
    public required string Hash { get; init; }

    public required string ClientId { get; init; }

    public required long UserId { get; init; }

    /// <summary>The client's at that time; the exchange must say the same, or nothing.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>What the token will be granted, a line each.</summary>
    public required string Scopes { get; init; }

    public string? SessionId { get; init; }

    /// <summary>PKCE: base64url(SHA-256(verifier)); null when the client sent none.</summary>
    public string? Challenge { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was exchanged; null until then.</summary>
    public DateTimeOffset? Used { get; init; }

    /// <summary>The token that it gave.</summary>
    public long? TokenId { get; init; }
}

/// <summary>SQL of the oauth_codes table.</summary>
internal static class OAuthCodeStore
{
    // A code that comes back within this is noticed as stolen.
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(1);

    /// <summary>Adds a code; forgets those that ended long ago.</summary>
    public static async Task AddAsync(DbConnection connection, OAuthCode code, DateTimeOffset now)
    {
        await connection.ExecuteAsync("DELETE FROM oauth_codes WHERE expires < @old", new { old = now - _remembered });
        await connection.ExecuteAsync(
            """
            INSERT INTO oauth_codes (hash, client_id, user_id, redirect_uri, scopes, session_id, challenge, expires)
            VALUES (@Hash, @ClientId, @UserId, @RedirectUri, @Scopes, @SessionId, @Challenge, @Expires)
            """,
            code);
    }

    public static Task<OAuthCode?> FindAsync(DbConnection connection, string hash) =>
        connection.QuerySingleOrDefaultAsync<OAuthCode>("SELECT * FROM oauth_codes WHERE hash = @hash", new { hash });

    /// <summary>Takes the code; false when somebody was faster.</summary>
    public static async Task<bool> ConsumeAsync(DbConnection connection, string hash, DateTimeOffset now) =>
        await connection.ExecuteAsync("UPDATE oauth_codes SET used = @now WHERE hash = @hash AND used IS NULL", new { hash, now }) == 1;

    public static Task SetTokenAsync(DbConnection connection, string hash, long tokenId) =>
        connection.ExecuteAsync("UPDATE oauth_codes SET token_id = @tokenId WHERE hash = @hash", new { hash, tokenId });
}
