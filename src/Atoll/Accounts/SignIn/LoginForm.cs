using System.Globalization;
using Atoll.Accounts.Access;
using Atoll.Accounts.Pages;
using Atoll.Accounts.People;
using Atoll.Core.Names;
using Atoll.Platform.Http;
using Atoll.Web;

namespace Atoll.Accounts.SignIn;

/// <summary><c>/hub/login</c>: the form, and what it does.</summary>
internal sealed class LoginForm(
    PageContexts pages, Xsrf xsrf, SignIns signIns, Sessions sessions, RightsReader rights, IEnumerable<ILoginTarget> targets)
{
    private const string SignedOut = "signed_out";

    /// <summary>Where signing out leads.</summary>
    public static string UrlAfterLogout(HttpContext http) => $"{http.HubUrl()}login?{SignedOut}=1";

    public static async Task<IResult> ShowAsync(HttpContext http, LoginForm form) =>
        http.Caller().User is null
            ? await form.PageAsync(http, StatusCodes.Status200OK, fault: null, userName: null)
            : TypedResults.Redirect(Destination(http));

    /// <summary>For somebody whose session ended while a form was open: it is kept, and sent on after signing in.</summary>
    public Task<IResult> ShowForAsync(HttpContext http, ResumedForm? kept) =>
        PageAsync(http, StatusCodes.Status403Forbidden, LoginFault.SignedOut(kept is not null), userName: null, kept);

    public static Task<IResult> SubmitAsync(HttpContext http, LoginForm form, CancellationToken cancellationToken) =>
        form.SubmitAsync(http, cancellationToken);

    private async Task<IResult> SubmitAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.HasOtherBody())
        {
            return pages.Error(http, StatusCodes.Status415UnsupportedMediaType);
        }

        var fields = await http.Request.FieldsAsync(cancellationToken);
        var (name, kept) = (fields["username"].ToString(), PendingForm.Carried(http, fields));
        if (await xsrf.FaultAsync(http, http.Caller().Session?.Id) is not null)
        {
            return await ExpiredAsync(http, name, kept);
        }

        switch (await signIns.TryAsync(http, name, fields["password"].ToString(), cancellationToken))
        {
            case SignInAttempt.Accepted accepted:
                await StartSessionAsync(http, accepted.User, cancellationToken);
                return kept is null ? TypedResults.Redirect(Destination(http)) : pages.Resume(http, kept, StatusCodes.Status200OK);

            case SignInAttempt.TooMany tooMany:
                http.Response.Headers.RetryAfter = Math.Ceiling(tooMany.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return await PageAsync(http, StatusCodes.Status429TooManyRequests, LoginFault.TooManyTries(tooMany.Wait), name, kept);

            default:
                return await PageAsync(http, StatusCodes.Status403Forbidden, LoginFault.NoMatch, name, kept);
        }
    }

    // A form that was left open in one tab while the same person signed in in another has nothing more to do.
    private async Task<IResult> ExpiredAsync(HttpContext http, string name, ResumedForm? kept) =>
        http.Caller().User is { } user && UserName.TryParse(name.Trim(), out var typed) && typed.Value == user.Name && kept is null
            ? TypedResults.Redirect(Destination(http))
            : await PageAsync(http, StatusCodes.Status403Forbidden, LoginFault.Expired(http.Request.Cookies.Count > 0), name, kept);

    // Whoever signs in again leaves nothing of the former session behind.
    private async Task StartSessionAsync(HttpContext http, UserRow user, CancellationToken cancellationToken)
    {
        if (http.Caller().Session is { } former)
        {
            await sessions.EndAsync(former.Id, cancellationToken);
        }

        var (session, secret) = await sessions.StartAsync(user, cancellationToken);
        SessionCookies.Set(http, session, secret);
        http.Features.Set(Caller.OfSession(session, await rights.ReadAsync(Principal.Of(user), cancellationToken)));
    }

    private async Task<IResult> PageAsync(HttpContext http, int status, LoginFault? fault, string? userName, ResumedForm? kept = null)
    {
        await AllowTargetsAsync(http);
        return Web.Page.Render(
            http,
            new LoginModel
            {
                Page = pages.Of(http),
                Next = Next(http),
                UserName = userName,
                Fault = fault,
                Carried = kept is null ? [] : [.. PendingForm.Carry(kept)],
                SignedOut = fault is null && http.Request.Query.ContainsKey(SignedOut),
            },
            status);
    }

    private async Task AllowTargetsAsync(HttpContext http)
    {
        foreach (var target in Next(http) is null ? [] : targets)
        {
            http.Response.AllowFormsTo(await target.FindAsync(http, Next(http)!, http.RequestAborted));
        }
    }

    // The hub's own root knows where people want to be: their server, the start page, or home.
    private static string Destination(HttpContext http) => Next(http) ?? http.HubUrl();

    private static string? Next(HttpContext http) => NextUrl.Check(http.Request.Query["next"], http.Request.Host.Value ?? "");
}
