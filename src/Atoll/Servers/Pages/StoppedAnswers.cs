using Atoll.Accounts.Access;
using Atoll.Platform.Configuration;
using Atoll.Platform.Http;
using Atoll.Servers.Api;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>What is answered where a server should be and does not run, to people and to programs.</summary>
internal sealed class StoppedAnswers(Live<ServersOptions> options, PageContexts pages)
{
    private int Status => options.Value.LegacyStoppedStatus ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status424FailedDependency;

    /// <summary>To somebody who may use the server: its progress while it starts or when it failed, else a page that starts it.</summary>
    public IResult Answer(HttpContext http, ServerTarget target)
    {
        if (WantsJson(http.Request))
        {
            return InJson(http, target.Owner.Name, target.Name);
        }

        var next = Wanted(http) + http.Request.QueryString;
        if (target.Row is { } row && (row.State.IsActive || row.Reason is not null))
        {
            http.Response.Headers.Location = ServerUrls.Of(target.Owner, target.Name).Pending.WithNext(next);
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }

        return Page.Render(http, Model(http, target, next), Status);
    }

    /// <summary>To a program; JupyterLab shows its own dialog on it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="user">Whose address it is, as it stands there.</param>
    /// <param name="server">The server's name; empty for the default one.</param>
    public ApiError InJson(HttpContext http, string user, string server)
    {
        var spawn = $"{http.Request.Scheme}://{http.Request.Host}{ServerUrls.Of(user, server).Spawn}";
        return new ApiError(Status, $"JupyterHub server no longer running at {Wanted(http)}. Restart the server at {spawn}");
    }

    /// <summary>To strangers, whether it is there or not.</summary>
    public IResult NotFound(HttpContext http) => pages.Error(http, StatusCodes.Status404NotFound);

    /// <summary>The path as the person asked for it, without the hub's prefix.</summary>
    public static string Wanted(HttpContext http)
    {
        var path = http.Request.Path.ToUriComponent();
        return path.StartsWith("/hub/", StringComparison.Ordinal) ? path[4..] : path;
    }

    /// <summary>Whether a program asks.</summary>
    public static bool WantsJson(HttpRequest request)
    {
        var accept = request.GetTypedHeaders().Accept.OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault(type => type.MediaType.Value is "application/json" or "text/html");
        return accept?.MediaType.Value == "application/json"
            || request.Path.Value!.Split('/').Contains("api", StringComparer.Ordinal);
    }

    /// <summary>The page that starts it.</summary>
    public NotRunningModel Model(HttpContext http, ServerTarget target, string? next) => new()
    {
        Page = pages.Of(http),
        Owner = target.Owner.Name,
        ServerName = target.Name,
        MayStart = http.Caller().Scopes.Allows(StartServer.Scope, target.Owner.Name, target.Name),
        Next = next,
        Again = target.Row is { Environment: not null } row ? PanelModels.AgainOf(row, next) : null,
    };
}
