namespace Atoll.Environments.Releases;

/// <summary>Starts a release for real and says whether it is fit for people. Done by the module that runs servers.</summary>
internal interface IReleaseTest
{
    /// <summary>Tests a release, and leaves nothing running. It waits for a place like everybody.</summary>
    Task<ReleaseVerdict> RunAsync(EnvironmentOptions environment, ReleaseRow release, CancellationToken cancellationToken);
}

/// <summary>What came of a test.</summary>
/// <param name="Kind">Whether it tells anything about the release.</param>
/// <param name="Reason">What went wrong, in a sentence; null when it passed.</param>
/// <param name="LogTail">The last lines of a failed one.</param>
internal sealed record ReleaseVerdict(VerdictKind Kind, string? Reason = null, string? LogTail = null);

/// <summary>Kinds of verdict.</summary>
internal enum VerdictKind
{
    /// <summary>Fit for people.</summary>
    Passed,

    /// <summary>Not fit.</summary>
    Failed,

    /// <summary>It could not be tested; that is not the release's fault, and later it is tried again.</summary>
    Postponed,
}
