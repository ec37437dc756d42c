using Atoll.Accounts.People;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Access;

/// <summary>What a user or service may do at this moment, and from what it follows. <see cref="RightsReader"/> makes it.</summary>
internal sealed record Rights
{
    public required Principal Owner { get; init; }

    /// <summary>Names of the groups that a user is in; none for services.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The roles and scopes that there are, as they were when this was found out.</summary>
    public required RoleBook Book { get; init; }

    /// <summary>The owner's own roles and those of their groups.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The scopes of all roles, and of servers that others share, as written: a line each.</summary>
    public required string Written { get; init; }

    /// <summary>The same, expanded and resolved.</summary>
    public required ScopeSet Scopes { get; init; }

    /// <summary>Who is in the groups that scopes here (or a token's) are limited to; null when none is.</summary>
    public GroupMembership? IsMember { get; init; }

    /// <summary>What a token of this owner may do now.</summary>
    /// <param name="written">What was granted to it, a line each.</param>
    public ScopeSet OfToken(string written) => KnownScopes.OfToken(this, written);
}
