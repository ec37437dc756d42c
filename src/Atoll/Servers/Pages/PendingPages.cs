using System.Runtime.CompilerServices;
using Atoll.Accounts.Access;
using Atoll.Accounts.SignIn;
using Atoll.Core.Lifecycles;
using Atoll.Servers.Api;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary><c>/hub/spawn-pending/{user}</c>: the same place for waiting, pulling, booting, failure and stopping.</summary>
internal sealed class PendingPages(
    ServerTargets targets, ServerStore store, ServerChanges changes, PanelModels panels, StoppedAnswers stopped, PageContexts pages, TimeProvider time)
{
    // Clocks tick in the page by themselves; this is for the log's tail and the queue's place.
    private static readonly TimeSpan _refresh = TimeSpan.FromSeconds(2);

    /// <summary>The page.</summary>
    public async Task<IResult> ShowAsync(
        HttpContext http, string user, string? server, CancellationToken cancellationToken)
    {
        var (row, refusal) = await FindAsync(http, user, server, cancellationToken);
        if (row is null)
        {
            return refusal!;
        }

        var goTo = http.Next();
        if (row.Phase is ServerPhase.Ready)
        {
            return Results.Redirect(goTo ?? ServerUrls.Of(row.UserName, row.Name).Open);
        }

        var page = pages.Of(http);
        var panel = await panels.MakeAsync(row, page, goTo, SeesLog(http, row), cancellationToken);
        var model = new StartingModel
        {
            Page = page,
            Panel = panel,
            EventsUrl = row.State.IsActive ? EventsUrl(row, page.Xsrf, goTo) : null,
        };
        // Failed: 500 as upstream, so that scripts which follow the redirects see it.
        return Page.Render(http, model, panel.Phase is StartingPhase.Failed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
    }

    /// <summary>The stream of panels behind it.</summary>
    public async Task<IResult> StreamAsync(
        HttpContext http, string user, string? server, CancellationToken cancellationToken)
    {
        var (row, refusal) = await FindAsync(http, user, server, cancellationToken);
        return row is null
            ? refusal!
            : PanelStream.Render(http, PanelsAsync(row.Id, pages.Of(http), http.Next(), SeesLog(http, row), cancellationToken));
    }

    // Who may start and stop it. Somebody it is shared with sees that it starts, not what it writes.
    private static bool SeesLog(HttpContext http, ServerRow row) => http.Caller().Scopes.Allows(LogPages.Scope, row.UserName, row.Name);

    // A script asks for the stream, so the form token goes with it.
    private static string EventsUrl(ServerRow row, string xsrf, string? next)
    {
        var url = $"{ServerUrls.Of(row.UserName, row.Name).Events}?{Xsrf.Name}={Uri.EscapeDataString(xsrf)}";
        return next is null ? url : $"{url}&next={Uri.EscapeDataString(next)}";
    }

    private async Task<(ServerRow? Row, IResult? Refusal)> FindAsync(
        HttpContext http, string user, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), "read:servers", user, server, cancellationToken);
        if (target is null)
        {
            return (null, pages.Error(http, refusal!.Status));
        }

        // Looking starts nothing, as the start page may.
        return target switch
        {
            { Row: { } row } => (row, null),
            { Name: "" } => (null, Page.Render(http, stopped.Model(http, target, http.Next()))),
            _ => (null, pages.Error(http, StatusCodes.Status404NotFound)),
        };
    }

    private async IAsyncEnumerable<StartingPanelModel> PanelsAsync(
        long id, PageContext page, string? next, bool seesLog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = changes.Next(id);
            if (await store.GetAsync(id, cancellationToken) is not { } row)
            {
                yield break;
            }

            yield return await panels.MakeAsync(row, page, next, seesLog, cancellationToken);
            if (!row.State.IsActive || row.Phase is ServerPhase.Ready)
            {
                yield break;
            }

            await Task.WhenAny(change, Task.Delay(_refresh, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
