namespace Atoll.Core.Capacity;

/// <summary>A site at one moment: what it has, what of it is taken, and who waits for it.</summary>
public sealed record SiteLoad
{
    /// <summary>What it has to give; null for a site that cannot tell, which then bounds nothing.</summary>
    public Amounts? Capacity { get; init; }

    /// <summary>What those hold that have a place, until they are taken down.</summary>
    public Amounts Taken { get; init; }

    /// <summary>How many of them are not ready yet.</summary>
    public int Starting { get; init; }

    /// <summary>How many may be on their way at once.</summary>
    public required int MostStarting { get; init; }

    /// <summary>Who waits, first come first.</summary>
    public IReadOnlyList<WaitingStart> Queue { get; init; } = [];

    /// <summary>What nobody has taken; null when nothing is bounded.</summary>
    public Amounts? Free => Capacity?.Without(Taken);
}

/// <summary>A start that waits for a place.</summary>
/// <param name="Id">The server's.</param>
/// <param name="Needs">What is to be kept free for it.</param>
public sealed record WaitingStart(long Id, Amounts Needs);
