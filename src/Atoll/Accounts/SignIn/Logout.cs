using Atoll.Accounts.Access;
using Atoll.Accounts.People;

namespace Atoll.Accounts.SignIn;

/// <summary>Something that happens while the user is still signed in: servers are stopped, if the hub is set to do so.</summary>
internal interface ILogoutStep
{
    Task BeforeLogoutAsync(UserRow user, SessionRow session, CancellationToken cancellationToken);
}

/// <summary><c>/hub/logout</c>: ends this browser's session here and, by its tokens, in every server it opened.</summary>
internal sealed partial class Logout(Sessions sessions, IEnumerable<ILogoutStep> steps, ILogger<Logout> logger)
{
    public static async Task<IResult> HandleAsync(HttpContext http, Logout logout)
    {
        if (http.Caller() is { User: { } user, Session: { } session })
        {
            // Closing the window while it works must not keep anybody signed in.
            await logout.EndAsync(user, session, CancellationToken.None);
        }

        SessionCookies.Clear(http);
        return TypedResults.Redirect(LoginForm.UrlAfterLogout(http));
    }

    private async Task EndAsync(UserRow user, SessionRow session, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            try
            {
                await step.BeforeLogoutAsync(user, session, cancellationToken);
            }
            catch (Exception failure)
            {
                // Who wants to leave leaves, whatever else does not work.
                Log.StepFailed(logger, user.Name, failure);
            }
        }

        await sessions.EndAsync(session.Id, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Something that should happen when {User} signs out failed")]
        public static partial void StepFailed(ILogger logger, string user, Exception failure);
    }
}
