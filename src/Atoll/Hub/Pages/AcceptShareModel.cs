using Atoll.Web;

namespace Atoll.Hub.Pages;

/// <summary>An invitation to use somebody's server.</summary>
public sealed record AcceptShareModel : PageModel<AcceptSharePage>
{
    /// <summary>How it stands with it.</summary>
    public required Invitation State { get; init; }

    /// <summary>Whose server it is; empty when the invitation is not valid.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The server's name; empty for the default one.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>Whether it runs now.</summary>
    public bool IsReady { get; init; }

    /// <summary>Where the server opens.</summary>
    public string OpenUrl { get; init; } = "";

    /// <summary>Where accepting posts to.</summary>
    public string Action { get; init; } = "";

    /// <summary>The invitation's code, sent back by the form.</summary>
    public string Code { get; init; } = "";

    /// <summary>What accepting allows, each as the end of the sentence "You will be able to …".</summary>
    public IReadOnlyList<string> Allows { get; init; } = [];

    /// <summary>Until when it can be accepted.</summary>
    public DateTimeOffset Expires { get; init; }
}

/// <summary>How it stands with an invitation.</summary>
public enum Invitation
{
    /// <summary>It can be accepted.</summary>
    Open,

    /// <summary>This person has accepted it, or may do all of it anyway by a share.</summary>
    Accepted,

    /// <summary>It is for this person's own server.</summary>
    Own,

    /// <summary>There is no such invitation, or it has expired or was taken back.</summary>
    NotValid,
}
