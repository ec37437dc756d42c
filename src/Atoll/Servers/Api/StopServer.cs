using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>DELETE <c>/users/{name}/server</c> and <c>/users/{name}/servers/{server}</c> (jupyterhub.md 1.2 Servers).</summary>
internal static class StopServer
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerTargets targets, ServerActions actions, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), "delete:servers", name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        return await RefusalAsync(http.Request, target, cancellationToken) ?? await StopAsync(target, actions, cancellationToken);
    }

    private static async Task<ApiError?> RefusalAsync(HttpRequest request, ServerTarget target, CancellationToken cancellationToken)
    {
        if (target.Name.Length > 0)
        {
            return new ApiError(StatusCodes.Status400BadRequest, "Named servers are not enabled.");
        }

        try
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync(cancellationToken);
            var asked = string.IsNullOrWhiteSpace(body) ? null : FreeJson.Parse(body) as JsonObject;
            return asked?["remove"] is JsonValue remove && remove.TryGetValue<bool>(out var removes) && removes
                ? new ApiError(StatusCodes.Status400BadRequest, "Cannot delete the default server")
                : null;
        }
        catch (JsonException)
        {
            return new ApiError(StatusCodes.Status400BadRequest, ApiError.BadJson);
        }
    }

    private static async Task<IResult> StopAsync(ServerTarget target, ServerActions actions, CancellationToken cancellationToken)
    {
        if (target.Row is not { } row || !row.State.IsActive)
        {
            return Results.NoContent();
        }

        await actions.StopAsync(row.Id, cancellationToken);
        var after = await actions.WaitForStopAsync(row.Id, cancellationToken);
        return after?.State.IsActive == true ? Results.Text("", "text/plain", statusCode: StatusCodes.Status202Accepted) : Results.NoContent();
    }
}
