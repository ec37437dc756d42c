using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>Somebody opened a link to a server that is not running.</summary>
public sealed record NotRunningModel : PageModel<NotRunningPage>
{
    /// <summary>Whose server it is.</summary>
    public required string Owner { get; init; }

    /// <summary>The server's name; empty for the default one.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>Whether this person may start it.</summary>
    public required bool MayStart { get; init; }

    /// <summary>Where the link led.</summary>
    public string? Next { get; init; }

    /// <summary>The last choices, to start at once; null to go to the start page and choose.</summary>
    public StartAgain? Again { get; init; }
}
