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

    /// <summary>Hidden fields of a form that is sent on after signing in; usually none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Carried { get; init; } = [];

    /// <summary>Whether the person has just signed out.</summary>
    public bool SignedOut { get; init; }
}

/// <summary>Why signing in did not work.</summary>
/// <param name="Text">A sentence to show beside the form.</param>
public sealed record LoginFault(string Text)
{
    /// <summary>Name or password is wrong: never says which.</summary>
    public static LoginFault NoMatch { get; } = new("That name and password do not match.");

    /// <summary>The form's token is no longer good. The first sentence is JupyterHub's.</summary>
    /// <param name="hasCookies">Whether the browser sent any cookie.</param>
    public static LoginFault Expired(bool hasCookies) => new("Login form invalid or expired. Try again." + (hasCookies
        ? ""
        : " Your browser sent no cookie: if this comes again, allow cookies for this address, or signing in cannot work."));

    /// <summary>The session ended while a form was open.</summary>
    /// <param name="isKept">Whether what was entered is kept.</param>
    public static LoginFault SignedOut(bool isKept) => new("You were signed out in the meantime, and nothing was done. "
        + (isKept ? "Sign in to go on: what you entered is kept." : "Sign in and try again."));

    /// <summary>The rate limit.</summary>
    public static LoginFault TooManyTries(TimeSpan wait) => new($"Too many tries. Wait {Words.Wait(wait)}.");
}
