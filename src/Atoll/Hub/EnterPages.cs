using Atoll.Accounts.Access;
using Atoll.OAuth.Pages;
using Atoll.Proxy;
using Atoll.Servers;
using Atoll.Web;

namespace Atoll.Hub;

/// <summary>
/// <c>/hub/enter?next=/user/ada/…</c>: where the gate sends a browser that has no cookie for a server. Whoever may use it gets one and goes
/// on; into somebody else's server only after saying so, administrators included, because its owner's code then acts in their browser.
/// </summary>
internal sealed class EnterPages(RouteRegistry routes, ServerStore store, GateCookies cookies, PageContexts pages)
{
    /// <summary>GET.</summary>
    public Task<IResult> ShowAsync(HttpContext http, CancellationToken cancellationToken) =>
        EnterAsync(http, confirmed: false, cancellationToken);

    /// <summary>POST, from the confirmation page.</summary>
    public Task<IResult> ConfirmAsync(HttpContext http, CancellationToken cancellationToken) =>
        EnterAsync(http, confirmed: true, cancellationToken);

    private async Task<IResult> EnterAsync(HttpContext http, bool confirmed, CancellationToken cancellationToken)
    {
        if (http.Next() is not { } target)
        {
            return pages.Error(http, StatusCodes.Status400BadRequest);
        }

        var path = target.Split('?', '#')[0];
        if (routes.Current.Find(path)?.Route is not { } route)
        {
            // Stopped in the meantime: the server's own URL says so.
            return Results.Redirect(target);
        }

        var row = ServerNames.TryParseKey(route.Resource, out var id) ? await store.GetAsync(id, cancellationToken) : null;
        var caller = http.Caller();
        if (row is null || !AccessCheck.MayUse(caller, row.UserName, row.Name))
        {
            return pages.Error(http, StatusCodes.Status404NotFound);
        }

        var isGuest = row.UserId != caller.User!.Id;
        return !isGuest || confirmed
            ? Admit(http, route, caller, target, isGuest)
            : Page.Render(http, Question(http, row, target));
    }

    private IResult Admit(HttpContext http, Route route, Caller caller, string target, bool isGuest)
    {
        var session = caller.Session!;
        cookies.Issue(http, route, new Subject(caller.User!.Id, caller.User.Name, session.Id), session.Expires, isGuest);
        return Results.Redirect(target);
    }

    private ConfirmModel Question(HttpContext http, ServerRow row, string target) => new()
    {
        Page = pages.Of(http),
        Action = "/hub/enter".WithNext(target),
        Owner = row.UserName,
        ServerName = row.Name,
    };
}
