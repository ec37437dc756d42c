using Atoll.Accounts.Access;
using Atoll.Servers.Api;

namespace Atoll.Servers.Pages;

/// <summary>POST <c>/hub/stop/{user}</c>, <c>/hub/restart/{user}</c> and <c>/hub/delete-server/{user}/{server}</c>: the buttons. Each leads to where one sees what became of it.</summary>
internal sealed class StopPages(ServerTargets targets, ServerActions actions, PageContexts pages)
{
    public async Task<IResult> StopAsync(
        HttpContext http, string user, string? server, CancellationToken cancellationToken)
    {
        var (row, refusal) = await FindAsync(http, "delete:servers", user, server, cancellationToken);
        if (row is null)
        {
            return refusal!;
        }

        await actions.StopAsync(row.Id, cancellationToken);
        return Results.Redirect(http.Next() ?? "/hub/home");
    }

    public async Task<IResult> RemoveAsync(
        HttpContext http, string user, string server, CancellationToken cancellationToken)
    {
        var (row, refusal) = await FindAsync(http, "delete:servers", user, server, cancellationToken);
        if (row is null)
        {
            return refusal!;
        }

        await actions.RemoveAsync(row.Id, cancellationToken);
        return Results.Redirect("/hub/home");
    }

    public async Task<IResult> RestartAsync(
        HttpContext http, string user, string? server, CancellationToken cancellationToken)
    {
        var (row, refusal) = await FindAsync(http, "servers", user, server, cancellationToken);
        if (row is null)
        {
            return refusal!;
        }

        await actions.RestartAsync(row.Id, cancellationToken);
        return Results.Redirect(ServerUrls.Of(row.UserName, row.Name).Pending);
    }

    private async Task<(ServerRow? Row, IResult? Refusal)> FindAsync(
        HttpContext http, string scope, string user, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), scope, user, server, cancellationToken);
        // Nothing to stop that was never started: the home page says how things are.
        return target is null
            ? (null, pages.Error(http, refusal!.Status))
            : (target.Row, target.Row is null ? Results.Redirect("/hub/home") : null);
    }
}
