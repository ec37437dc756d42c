namespace Atoll.Accounts.SignIn;

/// <summary>
/// Knows when a sign-in ends on another host. Browsers hold every redirect that follows a form against the policy of the form's page, so the
/// sign-in page must name that host beforehand.
/// </summary>
internal interface ILoginTarget
{
    /// <summary>Where a person who goes to <paramref name="next"/> may be sent on to; null when that is nowhere else.</summary>
    /// <param name="http">The request for the sign-in page.</param>
    /// <param name="next">A path of this host, as <see cref="NextUrl"/> checked it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Uri?> FindAsync(HttpContext http, string next, CancellationToken cancellationToken);
}
