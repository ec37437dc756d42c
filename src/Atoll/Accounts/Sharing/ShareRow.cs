using Atoll.Core.Scopes;

namespace Atoll.Accounts.Sharing;

/// <summary>A server as far as sharing it goes.</summary>
internal sealed record SharedServer
{
    public required long Id { get; init; }

    public required long OwnerId { get; init; }

    /// <summary>The owner's name.</summary>
    public required string Owner { get; init; }

    /// <summary>Empty for the default server.</summary>
    public required string Name { get; init; }

    /// <summary>It can be used now.</summary>
    public bool Ready { get; init; }
}

/// <summary>Leave for a person or a group to use a server, with the names that it is told by.</summary>
internal sealed record ShareRow
{
    public required long Id { get; init; }

    /// <summary>With whom: a user, else a group.</summary>
    public string? User { get; init; }

    public string? Group { get; init; }

    /// <summary>A line each, every one limited to the server.</summary>
    public required string Scopes { get; init; }

    public DateTimeOffset Created { get; init; }

    public IReadOnlyList<string> ScopeList => ScopeLines.Split(Scopes);
}

/// <summary>With whom a server is shared: either one.</summary>
/// <param name="UserId">A user's id.</param>
/// <param name="GroupId">A group's id.</param>
internal sealed record Sharee(long? UserId, long? GroupId)
{
    public static Sharee OfUser(long id) => new(id, null);

    public static Sharee OfGroup(long id) => new(null, id);
}
