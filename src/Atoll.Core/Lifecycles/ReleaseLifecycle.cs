namespace Atoll.Core.Lifecycles;

/// <summary>
/// The rules of an environment's releases, pure: what an event makes of all of them together, because one's rise is another's fall.
/// It knows nothing of engines, tests or disks.
/// </summary>
/// <remarks>
/// At most one release is the default, whatever happens. What an operator decided is not undone by what is seen: a release that was rolled
/// back is held, and only an operator or a content that was never seen before ends that state of things.
/// </remarks>
public static class ReleaseLifecycle
{
    /// <summary>What <paramref name="happened"/> makes of <paramref name="releases"/>; those that it does not concern are the same objects.</summary>
    public static IReadOnlyList<ReleaseState> Next(IReadOnlyList<ReleaseState> releases, ReleaseEvent happened, DateTimeOffset now) => happened switch
    {
        ReferenceSeen seen => Seen(releases, seen, now),
        ImageGone gone => Each(releases, gone.ImageId, release => Move(release, ReleaseStage.Removed, now) with { Current = false }),
        ReleaseTested tested => Tested(releases, tested, now),
        TestRequested wanted => Each(releases, wanted.ImageId, Untested),
        // What the reference means would come back by itself at the next look.
        DefaultChosen chosen => Choose(releases, chosen.ImageId, old => old.Current, now),
        RollbackRequested => Previous(releases) is { } previous ? Choose(releases, previous.ImageId, _ => true, now) : releases,
        EnvironmentGone => [.. releases.Select(release => Retire(release, now))],
        _ => releases,
    };

    /// <summary>What starts get; null when nothing was ever there.</summary>
    public static ReleaseState? Default(IEnumerable<ReleaseState> releases) =>
        releases.FirstOrDefault(release => release.Stage is ReleaseStage.Default);

    /// <summary>What a roll-back leads to: the latest default before this one that was not itself put aside; null when there is none.</summary>
    public static ReleaseState? Previous(IEnumerable<ReleaseState> releases) => releases
        .Where(release => release is { Stage: ReleaseStage.Deprecated, Held: false, Promoted: not null })
        .MaxBy(release => release.Promoted);

    /// <summary>Why a release must keep its image, as the end of a sentence; null when it may go.</summary>
    public static string? Needed(ReleaseState release) => release switch
    {
        { Stage: ReleaseStage.Default } => "it is what people get",
        { Stage: ReleaseStage.Candidate } => "it is the candidate",
        { Current: true } => $"{release.Reference} means it, so that it would only come back",
        _ => null,
    };

    private static IReadOnlyList<ReleaseState> Seen(IReadOnlyList<ReleaseState> releases, ReferenceSeen seen, DateTimeOffset now)
    {
        // One that was lost, or an environment that was not on offer for a while: what people had before comes first.
        if (Default(releases) is null && Previous(releases) is { } before)
        {
            return Seen(Replace(releases, before.ImageId, now), seen, now);
        }

        var known = releases.FirstOrDefault(release => release.ImageId == seen.ImageId);
        var other = releases.Where(release => release != known).Select(release => Overtaken(release, now));
        var risen = Rise(known ?? New(seen, now), hasDefault: Default(releases) is not null, now) with { Current = true, Reference = seen.Reference };
        return [.. other, risen == known ? known : risen];
    }

    private static ReleaseState New(ReferenceSeen seen, DateTimeOffset now) =>
        new() { ImageId = seen.ImageId, Stage = ReleaseStage.Removed, Since = now };

    // With nothing to fall back to, waiting for a test would only keep people out.
    private static ReleaseState Rise(ReleaseState release, bool hasDefault, DateTimeOffset now) => release switch
    {
        { Stage: ReleaseStage.Default or ReleaseStage.Candidate } when hasDefault => release,
        _ when !hasDefault => Promote(release, now),
        { Held: true } => Move(release, ReleaseStage.Deprecated, now),
        _ => Untested(Move(release, ReleaseStage.Candidate, now)),
    };

    // The reference means something else now.
    private static ReleaseState Overtaken(ReleaseState release, DateTimeOffset now)
    {
        var past = release.Current ? release with { Current = false } : release;
        return past.Stage is ReleaseStage.Candidate ? Move(past, ReleaseStage.Deprecated, now) : past;
    }

    private static IReadOnlyList<ReleaseState> Tested(IReadOnlyList<ReleaseState> releases, ReleaseTested tested, DateTimeOffset now)
    {
        var noted = Each(releases, tested.ImageId, release => release with
        {
            Tested = now,
            Result = tested.Reason is null ? ReleaseResult.Passed : ReleaseResult.Failed,
            Reason = tested.Reason,
            LogTail = tested.Reason is null ? null : tested.LogTail,
        });
        return noted.FirstOrDefault(release => release.ImageId == tested.ImageId) is { Stage: ReleaseStage.Candidate, Result: ReleaseResult.Passed }
            ? Replace(noted, tested.ImageId, now)
            : noted;
    }

    // An operator's choice; whether the one that was the default is held from now on is for the caller to say.
    private static IReadOnlyList<ReleaseState> Choose(
        IReadOnlyList<ReleaseState> releases, string imageId, Func<ReleaseState, bool> isHeld, DateTimeOffset now)
    {
        if (!releases.Any(release => release.ImageId == imageId && release.IsThere) || Default(releases)?.ImageId == imageId)
        {
            return releases;
        }

        var replaced = Default(releases)?.ImageId ?? "";
        return Each(Replace(releases, imageId, now), replaced, release => release with { Held = isHeld(release) });
    }

    private static IReadOnlyList<ReleaseState> Replace(IReadOnlyList<ReleaseState> releases, string imageId, DateTimeOffset now) =>
    [
        .. releases.Select(release => release.ImageId == imageId ? Promote(release, now)
            : release.Stage is ReleaseStage.Default ? Move(release, ReleaseStage.Deprecated, now)
            : release),
    ];

    private static ReleaseState Promote(ReleaseState release, DateTimeOffset now) => release.Stage is ReleaseStage.Default
        ? release
        : Move(release, ReleaseStage.Default, now) with { Promoted = now, Held = false };

    private static ReleaseState Retire(ReleaseState release, DateTimeOffset now) => release.IsThere
        ? Move(release, ReleaseStage.Deprecated, now) with { Current = false }
        : release;

    private static ReleaseState Untested(ReleaseState release) =>
        release with { Result = ReleaseResult.Untested, Reason = null, LogTail = null };

    private static ReleaseState Move(ReleaseState release, ReleaseStage stage, DateTimeOffset now) =>
        release.Stage == stage ? release : release with { Stage = stage, Since = now };

    private static IReadOnlyList<ReleaseState> Each(
        IReadOnlyList<ReleaseState> releases, string imageId, Func<ReleaseState, ReleaseState> change) =>
        [.. releases.Select(release => release.ImageId == imageId ? change(release) : release)];
}
