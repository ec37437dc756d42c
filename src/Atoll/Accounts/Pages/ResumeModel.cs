using Atoll.Web;

namespace Atoll.Accounts.Pages;

/// <summary>A form that was open for too long: what was entered is kept, and one press sends it.</summary>
public sealed record ResumeModel : PageModel<ResumePage>
{
    /// <summary>What is sent again.</summary>
    public required ResumedForm Form { get; init; }
}

/// <summary>What a person has sent, without its token.</summary>
/// <param name="Action">Where to, on this host.</param>
/// <param name="Fields">What they entered; a name may come more than once.</param>
public sealed record ResumedForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields);
