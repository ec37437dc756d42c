using Atoll.Core.Lifecycles;

namespace Atoll.Environments.Releases;

/// <summary>One content of an environment's image, as it is stored.</summary>
internal sealed record ReleaseRow
{
    public long Id { get; init; }

    public string Site { get; init; } = "";

    public string Environment { get; init; } = "";

    public string ImageId { get; init; } = "";

    public string Reference { get; init; } = "";

    /// <summary>The name it can be pulled by again; null for an image that was made on this machine.</summary>
    public string? Digest { get; init; }

    public ReleaseStage Stage { get; init; }

    public DateTimeOffset Since { get; init; }

    public bool Current { get; init; }

    public bool Held { get; init; }

    public DateTimeOffset? Promoted { get; init; }

    public DateTimeOffset? Tested { get; init; }

    public ReleaseResult Result { get; init; }

    public string? Reason { get; init; }

    public string? LogTail { get; init; }

    /// <summary>Of the whole image; layers that others share are counted each time.</summary>
    public long SizeBytes { get; init; }

    /// <summary>When a server last ran on it; null when none ever did.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>What a start is given: never a tag, which may mean something else tomorrow.</summary>
    public string Image => Digest ?? ImageId;

    /// <summary>Enough of the id to tell it from others.</summary>
    public string ShortId => Short(ImageId);

    /// <summary>Age counts from here.</summary>
    public DateTimeOffset LastNeeded => LastUsed > Since ? LastUsed.Value : Since;

    /// <summary>The lifecycle's view of the row.</summary>
    public ReleaseState State => new()
    {
        ImageId = ImageId,
        Reference = Reference,
        Stage = Stage,
        Since = Since,
        Current = Current,
        Held = Held,
        Promoted = Promoted,
        Tested = Tested,
        Result = Result,
        Reason = Reason,
        LogTail = LogTail,
    };

    /// <summary>The row with a new state.</summary>
    public ReleaseRow With(ReleaseState state) => this with
    {
        ImageId = state.ImageId,
        Reference = state.Reference,
        Stage = state.Stage,
        Since = state.Since,
        Current = state.Current,
        Held = state.Held,
        Promoted = state.Promoted,
        Tested = state.Tested,
        Result = state.Result,
        Reason = state.Reason,
        LogTail = state.LogTail,
    };

    /// <summary>Twelve digits of an image's id.</summary>
    public static string Short(string imageId) => imageId.Split(':')[^1] is { Length: > 12 } hash ? hash[..12] : imageId;
}
