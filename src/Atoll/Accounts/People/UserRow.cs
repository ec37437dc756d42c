namespace Atoll.Accounts.People;

/// <summary>A user as stored. Names may change one day, the id never does.</summary>
internal sealed record UserRow
{
    public required long Id { get; init; }

    /// <summary>Normalised (<see cref="Core.Names.UserName"/>).</summary>
    public required string Name { get; init; }

    public bool Admin { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>When they, or a server of theirs, last did something; null when never.</summary>
    public DateTimeOffset? LastActivity { get; init; }
}
