namespace Atoll.Servers.Pages;

/// <summary>A start with choices that were made before, as one button.</summary>
public sealed record StartAgain
{
    /// <summary>Where the form posts to: <c>/hub/spawn/…</c>, with <c>next</c> in its query when there is one.</summary>
    public required string Action { get; init; }

    /// <summary>The environment to send; null to let the hub choose.</summary>
    public string? Environment { get; init; }

    /// <summary>The size to send; null to let the hub choose.</summary>
    public string? Size { get; init; }
}
