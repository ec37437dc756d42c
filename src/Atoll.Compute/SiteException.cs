namespace Atoll.Compute;

/// <summary>A site could not do what was asked. The message is for the operator's log; <see cref="Fault"/> decides what users read.</summary>
public sealed class SiteException(SiteFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public SiteFault Fault { get; } = fault;

    /// <summary>True when the same call may succeed later with nothing changed by hand.</summary>
    public bool MayPass => Fault is SiteFault.Away or SiteFault.Busy;
}

/// <summary>Kinds of failure that a caller treats differently.</summary>
public enum SiteFault
{
    /// <summary>The engine or API does not answer.</summary>
    Away,

    /// <summary>It answers, but not now (timeout, conflict with an operation under way).</summary>
    Busy,

    /// <summary>The image is not there and cannot be pulled.</summary>
    ImageMissing,

    /// <summary>No space on the site's disk.</summary>
    NoSpace,

    /// <summary>The site refused the workload itself (bad command, invalid mount, unknown runtime).</summary>
    Refused,
}
