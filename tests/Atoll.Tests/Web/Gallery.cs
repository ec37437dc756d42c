using Atoll.Accounts.Pages;
using Atoll.Hub.Pages;
using Atoll.OAuth.Pages;
using Atoll.Servers.Pages;
using Atoll.Web;
using Atoll.Web.Branding;
using Atoll.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Atoll.Tests.Web;

/// <summary>Every page in every state, by name: what the tests render, and what a person can look at.</summary>
internal static class Gallery
{
    public static readonly DateTimeOffset Now = new(2026, 5, 12, 9, 30, 0, TimeSpan.Zero);
    private const long Giga = 1L << 30;

    public static PageContext Ada { get; } = new()
    {
        HubName = "Lagoon Hub",
        UserName = "ada",
        Xsrf = "2|token",
        Version = "0.1.0",
        Now = Now,
    };

    public static PageContext Nobody { get; } = Ada with { UserName = null };

    private static readonly ResumedForm Kept = new("/hub/spawn?next=%2Fuser%2Fada%2Flab", [new("environment", "notebook"), new("size", "small")]);

    public static IReadOnlyDictionary<string, Func<HttpContext, IResult>> All { get; } = Build();

    private static Dictionary<string, Func<HttpContext, IResult>> Build()
    {
        var pages = new Dictionary<string, Func<HttpContext, IResult>>();
        foreach (var (name, model) in Logins())
        {
            pages[name] = http => Page.Render(http, model);
        }

        foreach (var (name, model) in StartSamples.Choosing())
        {
            pages[name] = http => Page.Render(http, model);
        }

        foreach (var (name, panel) in StartSamples.Panels())
        {
            var live = panel.Phase is StartingPhase.Working or StartingPhase.Stopping;
            var model = new StartingModel { Page = Ada, Panel = panel, EventsUrl = live ? $"/events/{name}" : null };
            pages[name] = http => Page.Render(http, model);
        }

        foreach (var (name, model) in StartSamples.Logs())
        {
            pages[name] = http => Page.Render(http, model);
        }

        foreach (var (name, model) in StartSamples.NotRunning())
        {
            pages[name] = http => Page.Render(http, model, StatusCodes.Status424FailedDependency);
        }

        foreach (var (name, model) in HomeSamples.All())
        {
            pages[name] = http => Page.Render(http, model);
        }

        foreach (var (name, model) in HomeSamples.Named())
        {
            var wrong = model.Another!.Faults.Count > 0;
            pages[name] = http => Page.Render(http, model, wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
        }

        foreach (var (name, model) in HomeSamples.All().Take(1))
        {
            pages[$"{name}-branded"] = http => Page.Render(http, model with { Page = Branded(model.Page) });
        }

        foreach (var (name, model) in EnvironmentSamples.All())
        {
            pages[name] = http => Page.Render(http, model);
        }

        foreach (var (name, model) in Confirmations())
        {
            pages[name] = http => Page.Render(http, model);
        }

        foreach (var (name, model) in Invitations())
        {
            pages[name] = http => Page.Render(http, model);
        }

        pages["resume"] = http => Page.Render(http, new ResumeModel { Page = Ada, Form = Kept }, StatusCodes.Status403Forbidden);
        var full = new ErrorModel { Page = Ada, Status = 429, Title = "The hub is full at the moment", ReasonCode = "no-place", ActionLabel = "Try again", ActionUrl = "/hub/spawn" };
        pages["hub-full"] = http => Page.Render(http, full, full.Status);
        foreach (var status in new[] { 400, 401, 403, 404, 405, 413, 415, 424, 429, 500, 503, 507 })
        {
            var model = new ErrorModel { Page = status == 401 ? Nobody : Ada, Status = status, TraceId = "00-4bf92f3577b34da6" };
            pages[$"error-{status}"] = http => Page.Render(http, model, status);
        }

        return pages;
    }

    private static IEnumerable<(string Name, LoginModel Model)> Logins()
    {
        var login = new LoginModel { Page = Nobody, Next = "/hub/spawn?a=1&b=2" };
        yield return ("login", login);
        yield return ("login-announcement", login with { Page = Nobody with { Announcement = Down(Severity.Info) } });
        yield return ("login-warning", login with { Page = Nobody with { Announcement = Down(Severity.Warning) } });
        yield return ("login-danger", login with { Page = Nobody with { Announcement = Down(Severity.Danger) } });
        yield return ("login-branded", login with { Page = Branded(Nobody) });
        yield return ("login-no-match", login with { UserName = "ada", Fault = LoginFault.NoMatch });
        yield return ("login-expired", login with { UserName = "ada", Fault = LoginFault.Expired(hasCookies: false) });
        yield return ("login-too-many", login with { UserName = "ada", Fault = LoginFault.TooManyTries(TimeSpan.FromSeconds(30)) });
        yield return ("login-signed-out", login with { SignedOut = true });
        yield return ("login-form-kept", login with { Fault = LoginFault.SignedOut(isKept: true), Carried = [new("_resume", "/hub/spawn")] });
    }

    private static Announcement Down(Severity severity) =>
        new("The hub will be down on Friday from 18:00 to 19:00 UTC. Save your work before.", severity);

    private static PageContext Branded(PageContext page) => page with
    {
        Sentence = "Notebooks beside the satellite archive of the Reef Institute.",
        Links = [new PageLink("Help", "https://help.example.org/"), new PageLink("Ask us", "mailto:help@example.org")],
        AboutUrl = "https://example.org/privacy",
        Announcement = Down(Severity.Warning),
    };

    private static IEnumerable<(string Name, ConfirmModel Model)> Confirmations()
    {
        var enter = new ConfirmModel { Page = Ada, Action = "/hub/api/oauth2/authorize?client_id=x", Owner = "grace" };
        yield return ("confirm-server", enter);
        yield return ("confirm-named-server", enter with { ServerName = "gpu" });
        yield return ("confirm-client", enter with
        {
            Owner = null,
            Client = "Grade book",
            Scopes =
            [
                new ScopeChoice("read:users:name!user", "Read your name."),
                new ScopeChoice("access:servers!server=ada/", "Open your server and use everything in it."),
            ],
        });
    }

    private static IEnumerable<(string Name, AcceptShareModel Model)> Invitations()
    {
        var open = new AcceptShareModel
        {
            Page = Ada,
            State = Invitation.Open,
            Owner = "grace",
            IsReady = true,
            OpenUrl = "/user/grace/",
            Action = "/hub/accept-share",
            Code = "pcC6iuJ7y-AR9618WPNKmY5rQCG8geS9zr5IjEEkvEE",
            Allows = ["use servers: open them, run code, read and change files", "start servers"],
            Expires = Now.AddHours(20),
        };
        yield return ("invitation", open);
        yield return ("invitation-stopped", open with { ServerName = "gpu", IsReady = false });
        yield return ("invitation-accepted", open with { State = Invitation.Accepted });
        yield return ("invitation-own", open with { State = Invitation.Own, Owner = "ada" });
        yield return ("invitation-not-valid", new AcceptShareModel { Page = Ada, State = Invitation.NotValid });
    }

    public static long Gb(double count) => (long)(count * Giga);
}
