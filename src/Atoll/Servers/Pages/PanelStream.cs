using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary>
/// The event stream behind a live page. A message is the rendered panel; the event <c>go</c> carries the URL to go to.
/// The stream ends after a panel that nothing follows (ready, failed, stopped): the event <c>end</c> says so, else the browser would
/// ask again.
/// </summary>
internal static class PanelStream
{
    /// <summary>Answers with a panel for each moment, as they come.</summary>
    public static IResult Render(HttpContext http, IAsyncEnumerable<StartingPanelModel> panels)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.ServerSentEvents(EventsAsync(http.RequestServices, panels, http.RequestAborted));
    }

    /// <summary>The same, event by event.</summary>
    internal static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        IServiceProvider services,
        IAsyncEnumerable<StartingPanelModel> panels,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var panel in panels.WithCancellation(cancellationToken))
        {
            yield return new SseItem<string>(await Page.FragmentAsync<StartingPanel>(services, panel));
            if (panel is { Phase: StartingPhase.Ready, GoTo: { } url })
            {
                yield return new SseItem<string>(url, "go");
            }

            if (panel is { Phase: StartingPhase.Ready or StartingPhase.Failed or StartingPhase.Stopped, TakingDown: false })
            {
                yield return new SseItem<string>("", "end");
                yield break;
            }
        }
    }
}
