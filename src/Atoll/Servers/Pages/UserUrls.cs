using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Platform.Http;
using Atoll.Servers.Api;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>
/// <c>/hub/user/{user}/…</c>, where requests for a server land that has no route: not running, starting, or ready a moment ago
/// (jupyterhub.md 1.11, the six rules).
/// </summary>
internal sealed class UserUrls(Users users, ServerStore store, StoppedAnswers stopped, TimeProvider time)
{
    private const int MostRedirects = 4;

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);

    /// <summary>Anything but GET: the server is not running; no sign-in is needed to hear that.</summary>
    public async Task<IResult> NotGetAsync(HttpContext http, string user, string? path, CancellationToken cancellationToken)
    {
        // Which servers there are is told to their owner alone.
        var target = http.Caller().User?.Name == user ? await FindAsync(user, path, cancellationToken) : null;
        return stopped.InJson(http, user, target?.Name ?? "");
    }

    public async Task<IResult> GetAsync(HttpContext http, string user, string? path, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (caller.User is null)
        {
            return SignInFirst(http, user);
        }

        if (UserName.TryParse(user, out var name) && name.Value != user)
        {
            // Names are lower-case; people write them as they write names.
            var inside = StoppedAnswers.Wanted(http).Split('/', 4);
            return Results.Redirect(UrlNames.ServerPrefix(name.Value, "") + (inside.Length > 3 ? inside[3] : "") + http.Request.QueryString);
        }

        if (await FindAsync(user, path, cancellationToken) is not { } target || !AccessCheck.MayUse(caller, target.Owner.Name, target.Name))
        {
            return stopped.NotFound(http);
        }

        return target.Row?.Phase is ServerPhase.Ready
            ? await BackToServerAsync(http, cancellationToken)
            : stopped.Answer(http, target);
    }

    // A program shows its token, and has no use for the sign-in page.
    private IResult SignInFirst(HttpContext http, string user) =>
        Callers.TokenOf(http.Request) is not null && StoppedAnswers.WantsJson(http.Request)
            ? stopped.InJson(http, user, "")
            : Results.Redirect("/hub/login".WithNext(http.Request.Path.ToUriComponent() + http.Request.QueryString));

    // The named server whose address it is; else it is the default server's.
    private async Task<ServerTarget?> FindAsync(string user, string? path, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(user, cancellationToken) is not { } owner)
        {
            return null;
        }

        var name = (path ?? "").Split('/')[0];
        var named = name.Length > 0 ? await store.FindAsync(owner.Id, name, cancellationToken) : null;
        return named is not null
            ? new ServerTarget(owner, name, named)
            : new ServerTarget(owner, "", await store.FindAsync(owner.Id, "", cancellationToken));
    }

    // Ready, and yet the request came here: the route was published a moment ago, or is about to be.
    private async Task<IResult> BackToServerAsync(HttpContext http, CancellationToken cancellationToken)
    {
        _ = int.TryParse(http.Request.Query["redirects"], out var redirects);
        if (redirects >= MostRedirects)
        {
            return new ApiError(StatusCodes.Status500InternalServerError, "The server is ready but cannot be reached: redirect loop.");
        }

        if (redirects > 0)
        {
            await Task.Delay(PauseAfter(redirects), time, cancellationToken);
        }

        var query = QueryString.Create(http.Request.Query.Where(pair => pair.Key != "redirects").Append(new("redirects", $"{Math.Max(redirects, 0) + 1}")));
        return Results.Redirect(StoppedAnswers.Wanted(http) + query);
    }

    private static TimeSpan PauseAfter(int redirects) =>
        TimeSpan.FromSeconds(Math.Min(Math.Pow(2, redirects), _longestPause.TotalSeconds));
}
