namespace Atoll.Servers.Pages;

/// <summary>A start with all of the choices that the last one was made with, as one button.</summary>
/// <param name="Action">Where the form posts to: <c>/hub/spawn/…</c>, with <c>next</c> in its query when there is one.</param>
public sealed record StartAgain(string Action)
{
    /// <summary>The form's field that says so: the choices themselves are in the server's row.</summary>
    public const string Field = "again";
}
