namespace Atoll.Core.Lifecycles;

/// <summary>Where one content of an environment's image is in its life.</summary>
public enum ReleaseStage
{
    /// <summary>Seen, and not yet found good enough to be given to people.</summary>
    Candidate,

    /// <summary>What starts get. An environment has at most one.</summary>
    Default,

    /// <summary>Not what starts get. It was once, or was overtaken as a candidate; servers may still run it.</summary>
    Deprecated,

    /// <summary>Its image is gone from the site.</summary>
    Removed,
}

/// <summary>What came of the test of a release.</summary>
public enum ReleaseResult
{
    /// <summary>It was not tested, or is to be tested again.</summary>
    Untested,

    /// <summary>It started, answered and ran a cell.</summary>
    Passed,

    /// <summary>It did not; the reason stands beside it.</summary>
    Failed,
}

/// <summary>One content of an environment's image, as far as the rules care.</summary>
public sealed record ReleaseState
{
    /// <summary>The image's content id: what makes it this release and no other.</summary>
    public required string ImageId { get; init; }

    /// <summary>What the configuration called it when it was last seen.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Where it is in its life.</summary>
    public ReleaseStage Stage { get; init; }

    /// <summary>When it came there.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The reference means this content now.</summary>
    public bool Current { get; init; }

    /// <summary>An operator put it aside: it does not come back by itself, although the reference may mean it.</summary>
    public bool Held { get; init; }

    /// <summary>When it last became the default; null when it never was.</summary>
    public DateTimeOffset? Promoted { get; init; }

    /// <summary>When it was last tested; null when never.</summary>
    public DateTimeOffset? Tested { get; init; }

    /// <summary>What came of it.</summary>
    public ReleaseResult Result { get; init; }

    /// <summary>Why the test failed, in a sentence; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The last lines of a failed test.</summary>
    public string? LogTail { get; init; }

    /// <summary>Its image is on the site, as far as is known.</summary>
    public bool IsThere => Stage is not ReleaseStage.Removed;

    /// <summary>It waits for its test.</summary>
    public bool IsDueForTest => Stage is ReleaseStage.Candidate && Result is ReleaseResult.Untested;
}
