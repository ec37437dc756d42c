namespace Atoll.Accounts.SignIn;

/// <summary>A browser that is, or was, signed in.</summary>
internal sealed record SessionRow
{
    /// <summary>What servers see (<c>jupyterhub-session-id</c>): a uuid in hex that authenticates nothing.</summary>
    public required string Id { get; init; }

    /// <summary>Null once the user was deleted.</summary>
    public long? UserId { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public DateTimeOffset Expires { get; init; }

    /// <summary>When it was ended before its time; null while it lives.</summary>
    public DateTimeOffset? Ended { get; init; }
}
