using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>Choosing what to start.</summary>
public sealed record StartModel : PageModel<StartPage>
{
    /// <summary>Whose server it is.</summary>
    public required string Owner { get; init; }

    /// <summary>The server's name; empty for the default one.</summary>
    public string ServerName { get; init; } = "";

    /// <summary>What may be chosen, at least one. A single one is not asked for, but its fields are.</summary>
    public required IReadOnlyList<ProfileOffer> Profiles { get; init; }

    /// <summary>Slug of the profile to preselect; one that cannot be chosen is passed over.</summary>
    public string Profile { get; init; } = "";

    /// <summary>Applications to open in; asked for only when there are two or more.</summary>
    public IReadOnlyList<AppChoice> Apps { get; init; } = [];

    /// <summary>The application to preselect; null or unknown for the first.</summary>
    public string? App { get; init; }

    /// <summary>Where the person was heading, already checked; null for the server itself.</summary>
    public string? Next { get; init; }

    /// <summary>What was wrong with the last try, by the name of the form's field; empty for the start as a whole.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>How full the home is; null when that is not known.</summary>
    public StorageUse? Home { get; init; }

    /// <summary>How long a server may be idle before it is stopped; null for ever.</summary>
    public TimeSpan? StopsAfterIdle { get; init; }
}

/// <summary>An application to open in.</summary>
/// <param name="Name">The value that the form sends as <c>app</c>.</param>
/// <param name="Title">What people call it.</param>
public sealed record AppChoice(string Name, string Title);
