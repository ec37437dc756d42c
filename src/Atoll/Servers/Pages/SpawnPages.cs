using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Servers.Api;
using Atoll.Web;

namespace Atoll.Servers.Pages;

/// <summary><c>/hub/spawn[/{user}]</c>: GET shows the choices (or leads on when it runs already), POST starts (jupyterhub.md 1.11).</summary>
internal sealed class SpawnPages(ServerTargets targets, ServerActions actions, StartModels models, PageContexts pages)
{
    /// <summary>GET.</summary>
    public async Task<IResult> ShowAsync(
        HttpContext http, string? user, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await FindAsync(http, user, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        var url = ServerUrls.Of(target.Owner, target.Name);
        return target.Row?.Phase switch
        {
            ServerPhase.Ready => Results.Redirect(http.Next() ?? url.Open),
            not null and not ServerPhase.Stopped => Results.Redirect(url.Pending.WithNext(http.Next())),
            _ => Page.Render(http, await ModelAsync(http, target, [], cancellationToken)),
        };
    }

    /// <summary>POST.</summary>
    public async Task<IResult> StartAsync(
        HttpContext http, string? user, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await FindAsync(http, user, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        var form = await http.Request.ReadFormAsync(cancellationToken);
        var request = StartRequest.Of(form[StartChoices.EnvironmentKey], form[StartChoices.SizeKey]);
        var (row, faults) = await actions.StartAsync(target.Owner, target.Name, request, cancellationToken);
        return row is null
            ? Page.Render(
                http,
                await ModelAsync(http, target, faults, cancellationToken),
                StatusCodes.Status400BadRequest)
            : Results.Redirect(ServerUrls.Of(target.Owner, target.Name).Pending.WithNext(http.Next()), permanent: false);
    }

    private async Task<(ServerTarget? Target, IResult? Refusal)> FindAsync(
        HttpContext http, string? user, string? server, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var (target, refusal) = await targets.FindAsync(
            caller, "servers", user ?? caller.User!.Name, server, cancellationToken);
        return target is { Name.Length: > 0 }
            ? (null, pages.Error(http, StatusCodes.Status404NotFound))
            : (target, refusal is null ? null : pages.Error(http, refusal.Status));
    }

    private Task<StartModel> ModelAsync(
        HttpContext http, ServerTarget target, IReadOnlyList<FieldFault> faults, CancellationToken cancellationToken) =>
        models.MakeAsync(pages.Of(http), target, http.Next(), faults, cancellationToken);
}
