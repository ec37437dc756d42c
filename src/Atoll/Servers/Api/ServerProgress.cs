using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Platform.Database;
using Atoll.Platform.Http;
using Atoll.Workloads;

namespace Atoll.Servers.Api;

/// <summary>GET <c>…/server/progress</c>: JupyterHub's event stream, with its texts (jupyterhub.md 1.3).</summary>
internal sealed class ServerProgress(HubDatabase database, ServerStore store, QueueViews queue, ServerChanges changes, TimeProvider time)
{
    // A start that waits has asked, and has nothing else yet.
    private const int WaitingPercent = 5;

    private static readonly TimeSpan _keepAlive = TimeSpan.FromSeconds(8);

    // Its place changes when others change, which nobody announces to it.
    private static readonly TimeSpan _queueMoves = TimeSpan.FromSeconds(2);

    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerTargets targets, ServerProgress progress, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), "read:servers", name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        // Starting, ready, or just failed: there is something to tell. Otherwise upstream says 400.
        if (target is { Row: null, Name.Length: > 0 })
        {
            return new ApiError(StatusCodes.Status404NotFound);
        }

        return target.Row is { } row && (row.State.IsActive || row.Reason is not null)
            ? new EventStreamResult(progress.EventsAsync(row.Id, row.StartNumber, cancellationToken))
            : new ApiError(StatusCodes.Status400BadRequest, $"{target.LogName} is not starting...");
    }

    /// <summary>JSON events of one start, ending with ready or failed; null is a keep-alive.</summary>
    private async IAsyncEnumerable<JsonObject?> EventsAsync(
        long id, long startNumber, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        string? waits = null;
        while (true)
        {
            var change = changes.Next(id);
            if (await store.GetAsync(id, cancellationToken) is not { } row)
            {
                // Removed, with its name.
                yield return Failed("Spawn cancelled");
                yield break;
            }

            foreach (var step in await StepsAsync(row, startNumber, last, cancellationToken))
            {
                last = step.Id;
                yield return new JsonObject { ["progress"] = step.Percent, ["message"] = step.Message };
            }

            if (await queue.OfAsync(row, cancellationToken) is { } view && view.Line != waits)
            {
                waits = view.Line;
                yield return new JsonObject { ["progress"] = WaitingPercent, ["message"] = waits };
            }

            if (Terminal(row, startNumber) is { } end)
            {
                yield return end;
                yield break;
            }

            var pause = row.Phase is ServerPhase.Waiting ? _queueMoves : _keepAlive;
            if (await Task.WhenAny(change, Task.Delay(pause, time, cancellationToken)) != change)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return null;
            }
        }
    }

    private Task<IReadOnlyList<ProgressRow>> StepsAsync(ServerRow row, long startNumber, long last, CancellationToken cancellationToken) =>
        // A server that is ready already has one event only, as upstream.
        row.Phase is ServerPhase.Ready && last == 0
            ? Task.FromResult<IReadOnlyList<ProgressRow>>([])
            : database.ReadAsync(c => ProgressStore.ReadAsync(c, row.Key, startNumber, last), cancellationToken);

    private static JsonObject? Terminal(ServerRow row, long startNumber)
    {
        if (row.Phase is ServerPhase.Ready && row.StartNumber == startNumber)
        {
            return Ready(UrlNames.ServerPrefix(row.UserName, row.Name));
        }

        return row.State.IsStarting && row.StartNumber == startNumber
            ? null
            : Failed(row.State.Failure is { } failure ? $"Spawn failed: {FailureTexts.Line(row, failure)}" : "Spawn cancelled");
    }

    private static JsonObject Ready(string url) => new()
    {
        ["progress"] = 100,
        ["ready"] = true,
        ["message"] = $"Server ready at {url}",
        ["html_message"] = $"""Server ready at <a href="{HtmlEncoder.Default.Encode(url)}">{HtmlEncoder.Default.Encode(url)}</a>""",
        ["url"] = url,
    };

    private static JsonObject Failed(string message) => new() { ["progress"] = 100, ["failed"] = true, ["message"] = message };
}
