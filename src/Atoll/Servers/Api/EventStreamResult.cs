using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atoll.Servers.Api;

/// <summary>
/// <c>text/event-stream</c> as JupyterHub writes it: one <c>data:</c> line of JSON and a blank line per event, nothing else; a bare blank
/// line keeps the connection alive.
/// </summary>
internal sealed class EventStreamResult(IAsyncEnumerable<JsonObject?> events) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        // For a reverse proxy in front that would collect the stream.
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await foreach (var one in events.WithCancellation(httpContext.RequestAborted))
            {
                await response.WriteAsync(one is null ? "\n\n" : $"data: {one.ToJsonString(JsonSerializerOptions.Default)}\n\n");
                await response.Body.FlushAsync(httpContext.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to tell.
        }
    }
}
