using System.Globalization;
using Atoll.Accounts.Access;
using Atoll.Accounts.Pages;
using Atoll.Accounts.People;

namespace Atoll.Accounts.SignIn;

/// <summary><c>/hub/login</c>: the form, and what it does.</summary>
internal sealed class LoginForm(PageContexts pages, Xsrf xsrf, SignIns signIns, Sessions sessions)
{
    private const string SignedOut = "signed_out";

    /// <summary>Where signing out leads.</summary>
    public static string UrlAfterLogout(HttpContext http) => $"{http.HubUrl()}login?{SignedOut}=1";

    public static IResult Show(HttpContext http, LoginForm form) =>
        http.Caller().User is null
            ? form.Page(http, StatusCodes.Status200OK, fault: null, userName: null)
            : TypedResults.Redirect(Destination(http));

    public static Task<IResult> SubmitAsync(HttpContext http, LoginForm form, CancellationToken cancellationToken) =>
        form.SubmitAsync(http, cancellationToken);

    private async Task<IResult> SubmitAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (await xsrf.FaultAsync(http, http.Caller().Session?.Id) is not null)
        {
            return Page(http, StatusCodes.Status403Forbidden, LoginFault.Expired, userName: null);
        }

        var fields = await http.Request.ReadFormAsync(cancellationToken);
        var name = fields["username"].ToString();
        switch (await signIns.TryAsync(http, name, fields["password"].ToString(), cancellationToken))
        {
            case SignInAttempt.Accepted accepted:
                await StartSessionAsync(http, accepted.User, cancellationToken);
                return TypedResults.Redirect(Destination(http));

            case SignInAttempt.TooMany tooMany:
                http.Response.Headers.RetryAfter = Math.Ceiling(tooMany.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return Page(http, StatusCodes.Status429TooManyRequests, LoginFault.TooManyTries(tooMany.Wait), name);

            default:
                return Page(http, StatusCodes.Status403Forbidden, LoginFault.NoMatch, name);
        }
    }

    // Whoever signs in again leaves nothing of the former session behind.
    private async Task StartSessionAsync(HttpContext http, UserRow user, CancellationToken cancellationToken)
    {
        if (http.Caller().Session is { } former)
        {
            await sessions.EndAsync(former.Id, cancellationToken);
        }

        var (session, secret) = await sessions.StartAsync(user, cancellationToken);
        SessionCookies.Set(http, session, secret);
    }

    private IResult Page(HttpContext http, int status, LoginFault? fault, string? userName) =>
        Web.Page.Render(
            http,
            new LoginModel
            {
                Page = pages.Of(http),
                Next = Next(http),
                UserName = userName,
                Fault = fault,
                SignedOut = fault is null && http.Request.Query.ContainsKey(SignedOut),
            },
            status);

    // The hub's own root knows where people want to be: their server, the start page, or home.
    private static string Destination(HttpContext http) => Next(http) ?? http.HubUrl();

    private static string? Next(HttpContext http) => NextUrl.Check(http.Request.Query["next"], http.Request.Host.Value ?? "");
}
