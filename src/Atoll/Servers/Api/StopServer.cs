using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>DELETE <c>/users/{name}/server</c> and <c>/users/{name}/servers/{server}</c> (jupyterhub.md 1.2 Servers).</summary>
internal static class StopServer
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerTargets targets, ServerActions actions, NamedServers named, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), "delete:servers", name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        var (node, fault) = await JsonBody.ReadAsync(http.Request, cancellationToken);
        var removes = (node as JsonObject)?["remove"] is JsonValue wish && wish.TryGetValue<bool>(out var wanted) && wanted;
        return fault ?? Refusal(target, removes, named) ?? await StopAsync(target, removes, actions, cancellationToken);
    }

    private static ApiError? Refusal(ServerTarget target, bool removes, NamedServers named) => target switch
    {
        { Name: "" } => removes ? new ApiError(StatusCodes.Status400BadRequest, "Cannot delete the default server") : null,
        _ when !named.AreEnabled => StartRefusal.NotEnabled.ToApi(),
        { Row: null } => new ApiError(StatusCodes.Status404NotFound, $"{target.Owner.Name} has no server named '{target.Name}'"),
        _ => null,
    };

    private static async Task<IResult> StopAsync(ServerTarget target, bool removes, ServerActions actions, CancellationToken cancellationToken)
    {
        if (target.Row is not { } row || (!row.State.IsActive && !removes))
        {
            return Results.NoContent();
        }

        await (removes ? actions.RemoveAsync(row.Id, cancellationToken) : actions.StopAsync(row.Id, cancellationToken));
        // Upstream does not wait for a stop that somebody else asked for.
        var after = row.Phase is ServerPhase.Stopping ? row : await actions.WaitForStopAsync(row.Id, cancellationToken);
        return after?.State.IsActive == true ? Results.Text("", "text/plain", statusCode: StatusCodes.Status202Accepted) : Results.NoContent();
    }
}
