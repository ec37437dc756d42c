using Atoll.Core.Lifecycles;
using Atoll.Web;

namespace Atoll.Environments.Pages;

/// <summary>The administrators' page about environments: what people get, what waits, what takes up disk.</summary>
public sealed record EnvironmentsModel : PageModel<EnvironmentsPage>
{
    /// <summary>In the operator's order; those that are not on offer any more come last.</summary>
    public required IReadOnlyList<EnvironmentCardModel> Environments { get; init; }

    /// <summary>What the last button did not do, and why; null when there is nothing to say.</summary>
    public string? Refusal { get; init; }

    /// <summary>Bytes of all images, each counted once; layers that they share are counted each time.</summary>
    public long SizeBytes { get; init; }

    /// <summary>How long an image that nobody needs stays.</summary>
    public required TimeSpan Keep { get; init; }
}

/// <summary>An environment and its releases.</summary>
public sealed record EnvironmentCardModel
{
    /// <summary>Its name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public required string Title { get; init; }

    /// <summary>The image as the configuration names it; empty for one that has none.</summary>
    public required string Reference { get; init; }

    /// <summary>It is in the configuration.</summary>
    public bool IsOffered { get; init; } = true;

    /// <summary>The default first, then the candidate, then the rest, newest first.</summary>
    public required IReadOnlyList<ReleaseModel> Releases { get; init; }

    /// <summary>Where "look for a newer image" posts to; null when there is none to look for.</summary>
    public string? UpdateAction { get; init; }

    /// <summary>Where a roll-back posts to; null when there is nothing to go back to.</summary>
    public string? RollbackAction { get; init; }

    /// <summary>What a roll-back leads to: the image's short id.</summary>
    public string? RollbackTo { get; init; }

    /// <summary>What there is to know of its examples; null when it has none.</summary>
    public string? Examples { get; init; }
}

/// <summary>One content of an environment's image.</summary>
public sealed record ReleaseModel
{
    /// <summary>Its row, for ids on the page.</summary>
    public required long Id { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ReleaseStage Stage { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Enough of the image's id to tell it from others.</summary>
    public required string ShortId { get; init; }

    /// <summary>What the configuration called it.</summary>
    public required string Reference { get; init; }

    /// <summary>What came of its test.</summary>
    public required ReleaseResult Result { get; init; }

    /// <summary>When it was tested; null when never.</summary>
    public DateTimeOffset? Tested { get; init; }

    /// <summary>Why the test failed.</summary>
    public string? Reason { get; init; }

    /// <summary>The last lines of a failed test.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>An operator put it aside.</summary>
    public bool Held { get; init; }

    /// <summary>Bytes of the image.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Servers that run on it.</summary>
    public int Servers { get; init; }

    /// <summary>When a server last ran on it; null when none ever did.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Where "test again" posts to; null when a test makes no sense.</summary>
    public string? TestAction { get; init; }

    /// <summary>Where "make default" posts to; null when it is that, or is gone.</summary>
    public string? ChooseAction { get; init; }

    /// <summary>Where "remove" posts to; null while it is needed.</summary>
    public string? RemoveAction { get; init; }
}
