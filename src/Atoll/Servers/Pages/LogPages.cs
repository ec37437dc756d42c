using System.Net.Mime;
using System.Text;
using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Servers.Api;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>
/// <c>/hub/log/{user}</c>: what a server wrote, for those who may start and stop it. Somebody it is shared with does not see it: it may
/// hold file names, addresses and more of its owner.
/// </summary>
internal sealed class LogPages(ServerTargets targets, ServerLogs logs, PageContexts pages)
{
    /// <summary>What it takes to read a log.</summary>
    public const string Scope = "servers";

    /// <summary>How many lines are shown.</summary>
    public const int Lines = 400;

    public async Task<IResult> ShowAsync(HttpContext http, string user, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), Scope, user, server, cancellationToken);
        if (target is null)
        {
            return pages.Error(http, refusal!.Status);
        }

        // Never started: it has written nothing.
        if (target.Row is not { } row)
        {
            return Results.Redirect("/hub/home");
        }

        var lines = await logs.LatestAsync(row, Lines, cancellationToken);
        return http.Request.Query.ContainsKey("download") ? Download(target, lines) : Page.Render(http, Model(http, row, lines));
    }

    private static IResult Download(ServerTarget target, IReadOnlyList<string> lines) => Results.File(
        Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), MediaTypeNames.Text.Plain + "; charset=utf-8", $"{target.LogName.Replace(':', '-')}.log");

    private LogModel Model(HttpContext http, ServerRow row, IReadOnlyList<string> lines)
    {
        var urls = ServerUrls.Of(row.UserName, row.Name);
        return new LogModel
        {
            Page = pages.Of(http),
            Owner = row.UserName,
            ServerName = row.Name,
            Lines = lines,
            IsLive = ServerLogs.HasItsOwn(row),
            Url = urls.Log,
            BackUrl = row.Phase is ServerPhase.Ready ? null : urls.Pending,
        };
    }
}
