namespace Atoll.Web.Pages;

/// <summary>Something that did not work, for the person who ran into it.</summary>
public sealed record ErrorModel : PageModel<ErrorPage>
{
    /// <summary>The HTTP status of the response; chooses the words.</summary>
    public required int Status { get; init; }

    /// <summary>What stands above, when the hub knows better than the status does; null for the status's own words.</summary>
    public string? Title { get; init; }

    /// <summary>What happened, when the hub knows better than the status does; null for the status's own sentence.</summary>
    public string? Message { get; init; }

    /// <summary>What the next button says; null for the status's own.</summary>
    public string? ActionLabel { get; init; }

    /// <summary>Where the next button leads; null for this person's home (or to sign in).</summary>
    public string? ActionUrl { get; init; }

    /// <summary>Whether opening the same address again is trying again: not after a form.</summary>
    public bool CanRepeat { get; init; } = true;

    /// <summary>For the help desk; null when there is none.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>What the help desk finds the request by; null when there is none.</summary>
    public string? TraceId { get; init; }
}
