using Atoll.Accounts.Access;
using Atoll.Core.Routing;
using Atoll.Platform.Configuration;
using Atoll.Web;
using Microsoft.AspNetCore.Http.Features;

namespace Atoll.Servers.Pages;

/// <summary>
/// <c>/hub/user-redirect/{path}?{query}</c>: the same place in everybody's own server, started if need be. Links for a whole class are written
/// so, and their queries are passed on byte for byte: <c>git-pull?repo=…</c> holds URLs of its own.
/// </summary>
internal static class UserRedirect
{
    private const string Below = "/user-redirect/";

    public static IResult Handle(HttpContext http, Live<ServersOptions> options)
    {
        var urls = ServerUrls.Of(http.Caller().User!, options.Value.DefaultServerName);
        return Results.Redirect(urls.Spawn.WithNext(urls.Open + Rest(http)));
    }

    // The framework's path has lost how it was escaped.
    private static string Rest(HttpContext http)
    {
        var target = RawTarget.FromPath(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) ?? "";
        var path = RawTarget.Path(target);
        var at = path.IndexOf(Below, StringComparison.Ordinal);
        return at < 0 ? "" : target[(at + Below.Length)..];
    }
}
