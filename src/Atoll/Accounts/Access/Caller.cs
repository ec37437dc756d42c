using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Access;

/// <summary>Who sent a request, and what they may do. Settled once per request.</summary>
internal sealed record Caller
{
    /// <summary>Nobody we know.</summary>
    public static Caller Anonymous { get; } = new();

    /// <summary>Null for <see cref="Anonymous"/>.</summary>
    public UserRow? User { get; private init; }

    /// <summary>What they may do with this token or session at this moment.</summary>
    public ScopeSet Scopes { get; private init; } = ScopeSet.Empty;

    /// <summary>The token they showed; null for browsers.</summary>
    public TokenRow? Token { get; private init; }

    /// <summary>The browser's session; null for tokens.</summary>
    public SessionRow? Session { get; private init; }

    /// <summary>The session that this request belongs to, be it by a token that was issued in it.</summary>
    public string? SessionId => Session?.Id ?? Token?.SessionId;

    public static Caller OfSession(SessionRow session, UserRow user) =>
        new() { User = user, Session = session, Scopes = OwnerScopes(user) };

    public static Caller OfToken(TokenRow token, UserRow user) => new()
    {
        User = user,
        Token = token,
        Scopes = KnownScopes.OfToken(token.Scopes, user.Name, user.Admin),
    };

    /// <summary>Somebody who gave their name and password with this one request.</summary>
    public static Caller OfPassword(UserRow user) => new() { User = user, Scopes = OwnerScopes(user) };

    /// <summary>Everything a user may do by their roles.</summary>
    public static ScopeSet OwnerScopes(UserRow user) => KnownScopes.OfUser(user.Name, user.Admin);
}
