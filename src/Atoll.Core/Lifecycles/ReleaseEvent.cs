namespace Atoll.Core.Lifecycles;

/// <summary>Something that happened to the releases of one environment.</summary>
public abstract record ReleaseEvent;

/// <summary>The environment's reference means this content now.</summary>
public sealed record ReferenceSeen(string ImageId, string Reference) : ReleaseEvent;

/// <summary>The image was looked for and is not on the site any more.</summary>
public sealed record ImageGone(string ImageId) : ReleaseEvent;

/// <summary>The test of a release ended.</summary>
/// <param name="ImageId">Which.</param>
/// <param name="Reason">Why it failed; null when it passed.</param>
/// <param name="LogTail">The last lines of a failed one.</param>
public sealed record ReleaseTested(string ImageId, string? Reason, string? LogTail = null) : ReleaseEvent;

/// <summary>An operator wants a release tested again.</summary>
public sealed record TestRequested(string ImageId) : ReleaseEvent;

/// <summary>An operator made a release the default, whatever its test says.</summary>
public sealed record DefaultChosen(string ImageId) : ReleaseEvent;

/// <summary>An operator wants the default before this one.</summary>
public sealed record RollbackRequested : ReleaseEvent;

/// <summary>The environment is not on offer any more.</summary>
public sealed record EnvironmentGone : ReleaseEvent;
