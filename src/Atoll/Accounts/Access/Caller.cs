using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.People;
using Atoll.Accounts.Services;
using Atoll.Accounts.SignIn;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Access;

/// <summary>Who sent a request, and what they may do. Settled once per request.</summary>
internal sealed record Caller
{
    /// <summary>Nobody we know.</summary>
    public static Caller Anonymous { get; } = new();

    /// <summary>What the token's owner, or the browser's user, may do; null for <see cref="Anonymous"/>.</summary>
    public Rights? Rights { get; private init; }

    /// <summary>A user or a service.</summary>
    public bool IsKnown => Rights is not null;

    /// <summary>Null for <see cref="Anonymous"/> and for services: what is for people alone asks for it.</summary>
    public UserRow? User => Rights?.Owner.User;

    /// <summary>Null unless a service asks.</summary>
    public ServiceRow? Service => Rights?.Owner.Service;

    /// <summary>Whether they are an administrator, whatever the token they showed may do.</summary>
    public bool IsAdmin => Rights?.Owner.Admin ?? false;

    /// <summary>What they may do with this token or session at this moment.</summary>
    public ScopeSet Scopes { get; private init; } = ScopeSet.Empty;

    /// <summary>The token they showed; null for browsers.</summary>
    public TokenRow? Token { get; private init; }

    /// <summary>The browser's session; null for tokens.</summary>
    public SessionRow? Session { get; private init; }

    /// <summary>The session that this request belongs to, be it by a token that was issued in it.</summary>
    public string? SessionId => Session?.Id ?? Token?.SessionId;

    public static Caller OfSession(SessionRow session, Rights rights) => new() { Rights = rights, Session = session, Scopes = rights.Scopes };

    public static Caller OfToken(TokenRow token, Rights rights) => new() { Rights = rights, Token = token, Scopes = rights.OfToken(token.Scopes) };

    /// <summary>Somebody who gave their name and password with this one request.</summary>
    public static Caller OfPassword(Rights rights) => new() { Rights = rights, Scopes = rights.Scopes };
}
