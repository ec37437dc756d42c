using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>What a server wrote.</summary>
public sealed record LogModel : PageModel<LogPage>
{
    /// <summary>Whose server it is.</summary>
    public required string Owner { get; init; }

    /// <summary>The server's name; empty for the default one.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>Its last lines, oldest first; encoded by the page.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>It writes on; else these lines were kept of a run that failed.</summary>
    public required bool IsLive { get; init; }

    /// <summary>This page.</summary>
    public required string Url { get; init; }

    /// <summary>Where one sees how the server is; null for the home page.</summary>
    public string? BackUrl { get; init; }
}
