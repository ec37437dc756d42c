using Atoll.Web.Branding;

namespace Atoll.Web;

/// <summary>What every page shows around its own content. Made once per request by the endpoint.</summary>
public sealed record PageContext
{
    /// <summary>The hub's name, as the operator configured it: header and title.</summary>
    public required string HubName { get; init; }

    /// <summary>An operator's logo on this host (or a data: URL; the CSP loads nothing else); null for Atoll's own mark.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>A stylesheet on this host with the operator's colours; null for Atoll's own.</summary>
    public string? StylesUrl { get; init; }

    /// <summary>What is said above every page; null for nothing.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>What this hub is, in one sentence; null for what any hub is.</summary>
    public string? Sentence { get; init; }

    /// <summary>The operator's links, at the foot of every page.</summary>
    public IReadOnlyList<PageLink> Links { get; init; } = [];

    /// <summary>Where it says what the hub keeps about people; null for nowhere.</summary>
    public string? AboutUrl { get; init; }

    /// <summary>Who is signed in; null when nobody is.</summary>
    public string? UserName { get; init; }

    /// <summary>Whether that person is an administrator.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>The request's XSRF token: a hidden field of every form.</summary>
    public required string Xsrf { get; init; }

    /// <summary>Atoll's own version, for the footer.</summary>
    public required string Version { get; init; }

    /// <summary>When the page is made; relative times count from here.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The hub's URL prefix, with a slash at both ends.</summary>
    public string HubUrl { get; init; } = "/hub/";
}
