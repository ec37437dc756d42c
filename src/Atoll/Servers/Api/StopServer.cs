using Atoll.Accounts.Access;

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

        if (target.Row is not { } row || !row.State.IsActive)
        {
            return Results.NoContent();
        }

        await actions.StopAsync(row.Id, cancellationToken);
        var after = await actions.WaitForStopAsync(row.Id, cancellationToken);
        return after?.State.IsActive == true ? Results.Text("", "text/plain", statusCode: StatusCodes.Status202Accepted) : Results.NoContent();
    }
}
