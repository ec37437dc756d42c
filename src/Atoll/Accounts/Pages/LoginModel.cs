using Atoll.Web;

namespace Atoll.Accounts.Pages;

/// <summary>Signing in with a local password.</summary>
public sealed record LoginModel : PageModel<LoginPage>
{
    /// <summary>Where to go afterwards, already checked to be on this host; null for the usual place.</summary>
    public string? Next { get; init; }

    /// <summary>The name as it was typed, to fill it in again; null at first.</summary>
    public string? UserName { get; init; }

    /// <summary>Why the last try did not work; null at first.</summary>
    public LoginFault? Fault { get; init; }

    /// <summary>Whether the person has just signed out.</summary>
    public bool SignedOut { get; init; }
}

/// <summary>Why signing in did not work.</summary>
/// <param name="Text">A sentence to show beside the form.</param>
public sealed record LoginFault(string Text)
{
    /// <summary>Name or password is wrong: never says which.</summary>
    public static LoginFault NoMatch { get; } = new("That name and password do not match.");

    /// <summary>The form's token is no longer good.</summary>
    public static LoginFault Expired { get; } = new("Login form invalid or expired. Try again.");

    /// <summary>The rate limit.</summary>
    public static LoginFault TooManyTries(TimeSpan wait) => new($"Too many tries. Wait {Words.Wait(wait)}.");
}
