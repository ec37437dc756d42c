using Atoll.Accounts.Access;
using Atoll.Accounts.People;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Http;
using Atoll.Servers;

namespace Atoll.Hub.Api;

/// <summary>DELETE <c>/users/{name}</c>: stops their servers, then forgets them. Their home stays where it is (jupyterhub.md 1.2 Users).</summary>
internal sealed class RemoveUser(UserReader reader, Users users, ServerStore servers, ServerActions actions)
{
    public const string Scope = "delete:users";

    public static Task<IResult> HandleAsync(HttpContext http, RemoveUser handler, string name, CancellationToken cancellationToken) =>
        handler.RunAsync(http, name, cancellationToken);

    private async Task<IResult> RunAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var (user, refusal) = await reader.FindAsync(caller, name, [Scope], cancellationToken);
        if (user is null)
        {
            return refusal!;
        }

        if (user.Name == caller.Rights!.Owner.Name)
        {
            return Bad("Cannot delete yourself!");
        }

        var isGone = await StopAsync(user, cancellationToken)
            && await users.DeleteAsync(user, async connection => !await ServerQueries.HasActiveAsync(connection, user.Id), cancellationToken);
        return isGone ? Results.NoContent() : Bad($"{name}'s server is in the process of stopping, please wait.");
    }

    // False while one of them still stops: one that was stopping before is not waited for.
    private async Task<bool> StopAsync(UserRow user, CancellationToken cancellationToken)
    {
        var active = (await servers.OfUserAsync(user.Id, cancellationToken)).Where(row => row.State.IsActive).ToList();
        if (active.Any(row => row.Phase is ServerPhase.Stopping))
        {
            return false;
        }

        await actions.StopAllAsync(user.Id, cancellationToken);
        var after = await Task.WhenAll(active.Select(row => actions.WaitForStopAsync(row.Id, cancellationToken)));
        return after.All(row => row?.State.IsActive != true);
    }

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
