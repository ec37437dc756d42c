using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Platform.Http;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>
/// <c>/hub/user/{user}/…</c>, where requests for a server land that has no route: not running, starting, or ready a moment ago
/// (jupyterhub.md 1.11, the six rules).
/// </summary>
internal sealed class UserUrls(Users users, ServerStore store, PageContexts pages)
{
    private const int MostRedirects = 4;

    /// <summary>Anything but GET: the server is not running; no sign-in is needed to hear that.</summary>
    public static IResult NotGet(HttpContext http, string user) => Gone(http, user);

    public async Task<IResult> GetAsync(HttpContext http, string user, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (caller.User is null)
        {
            return WantsJson(http.Request)
                ? Gone(http, user)
                : Results.Redirect("/hub/login".WithNext(http.Request.Path.ToUriComponent() + http.Request.QueryString));
        }

        if (UserName.TryParse(user, out var name) && name.Value != user)
        {
            // Names are lower-case; people write them as they write names.
            var inside = Wanted(http).Split('/', 4);
            return Results.Redirect(UrlNames.ServerPrefix(name.Value, "") + (inside.Length > 3 ? inside[3] : "") + http.Request.QueryString);
        }

        if (!caller.Scopes.Allows("access:servers", user, "") || await users.FindAsync(user, cancellationToken) is not { } owner)
        {
            return pages.Error(http, StatusCodes.Status404NotFound);
        }

        var row = await store.FindAsync(owner.Id, "", cancellationToken);
        return row?.Phase is ServerPhase.Ready
            ? BackToServer(http)
            : NotReady(http, owner, row);
    }

    // Ready, and yet the request came here: the route was published a moment ago, or is about to be.
    private static IResult BackToServer(HttpContext http)
    {
        _ = int.TryParse(http.Request.Query["redirects"], out var redirects);
        if (redirects >= MostRedirects)
        {
            return new ApiError(StatusCodes.Status500InternalServerError, "The server is ready but cannot be reached: redirect loop.");
        }

        var query = QueryString.Create(http.Request.Query.Where(pair => pair.Key != "redirects").Append(new("redirects", $"{redirects + 1}")));
        return Results.Redirect(Wanted(http) + query);
    }

    private IResult NotReady(HttpContext http, UserRow owner, ServerRow? row)
    {
        if (WantsJson(http.Request))
        {
            return Gone(http, owner.Name);
        }

        var next = Wanted(http) + http.Request.QueryString;
        var urls = ServerUrls.Of(owner, "");
        if (row is not null && (row.State.IsActive || row.Reason is not null))
        {
            http.Response.Headers.Location = urls.Pending.WithNext(next);
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }

        var model = new NotRunningModel
        {
            Page = pages.Of(http),
            Owner = owner.Name,
            MayStart = http.Caller().Scopes.Allows("servers", owner.Name, ""),
            Next = next,
            Again = row is null ? null : PanelModels.AgainOf(row, next),
        };
        return Page.Render(http, model, StatusCodes.Status424FailedDependency);
    }

    private static ApiError Gone(HttpContext http, string user)
    {
        var spawn = $"{http.Request.Scheme}://{http.Request.Host}{ServerUrls.Of(user, "").Spawn}";
        return new ApiError(
            StatusCodes.Status424FailedDependency,
            $"JupyterHub server no longer running at {Wanted(http)}. Restart the server at {spawn}");
    }

    // The path as the person asked for it, without the hub's prefix.
    private static string Wanted(HttpContext http)
    {
        var path = http.Request.Path.ToUriComponent();
        return path.StartsWith("/hub/", StringComparison.Ordinal) ? path[4..] : path;
    }

    private static bool WantsJson(HttpRequest request)
    {
        var accept = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1).FirstOrDefault();
        return accept?.MediaType.Value == "application/json"
            || request.Path.Value!.Split('/').Contains("api", StringComparer.Ordinal);
    }
}
