using Atoll.Web;

namespace Atoll.OAuth.Pages;

/// <summary>Asking before somebody else's server is entered, or before an application gets to use an account.</summary>
public sealed record ConfirmModel : PageModel<ConfirmPage>
{
    /// <summary>Where the form posts to; its query is kept.</summary>
    public required string Action { get; init; }

    /// <summary>Whose server it is; null when <see cref="Client"/> is not a server.</summary>
    public string? Owner { get; init; }

    /// <summary>The server's name; empty for the default one.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>What the application calls itself; used when <see cref="Owner"/> is null.</summary>
    public string? Client { get; init; }

    /// <summary>What it will be allowed to do; sent back as repeated <c>scopes</c> fields.</summary>
    public IReadOnlyList<ScopeChoice> Scopes { get; init; } = [];

    /// <summary>Where "No" leads; null for this person's home.</summary>
    public string? CancelUrl { get; init; }
}

/// <summary>A scope that is asked for.</summary>
/// <param name="Name">As on the wire (<c>access:servers!server=ada/</c>).</param>
/// <param name="Description">What it allows, in plain words.</param>
public sealed record ScopeChoice(string Name, string Description);
