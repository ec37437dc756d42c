using Atoll.Core.Scopes;

namespace Atoll.OAuth;

/// <summary>
/// An application that people sign in to through this hub. Every start of a server registers its own anew; a service's follows its record
/// (<see cref="ServiceClients"/>).
/// </summary>
internal sealed record OAuthClient
{
    public required string Id { get; init; }

    /// <summary><see cref="Platform.Secrets.OpaqueToken.Hash"/> of the secret; a server's is its own token.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Compared as a string; for servers a path without host.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>What it is, for people: <c>Server at /user/ada/</c>.</summary>
    public required string Description { get; init; }

    /// <summary>What it may ask for besides identity and access, as written: a line each.</summary>
    public string AllowedScopes { get; init; } = "";

    /// <summary>What somebody needs to sign in through it (<see cref="Core.Names.OAuthNames.AccessScope"/>).</summary>
    public required string AccessScope { get; init; }

    /// <summary>Whose server it is: owners are not asked to confirm. Null for services.</summary>
    public long? UserId { get; init; }

    public long? ServerId { get; init; }

    /// <summary>The service that it belongs to; null for servers.</summary>
    public long? ServiceId { get; init; }

    /// <summary>Nobody is asked to confirm (<c>oauth_no_confirm</c>).</summary>
    public bool NoConfirm { get; init; }

    /// <summary>The redirect URI when it is not on the hub's own host.</summary>
    public Uri? OtherHost => RedirectUri.StartsWith('/') ? null : new Uri(RedirectUri);

    public IReadOnlyList<string> AllowedScopeList => ScopeLines.Split(AllowedScopes);

    /// <summary>The same as <see cref="AccessScope"/>: who made the client made it well.</summary>
    public Scope Access => Scope.TryParse(AccessScope, out var scope) ? scope : throw new InvalidOperationException($"{Id}: no scope {AccessScope}");
}
