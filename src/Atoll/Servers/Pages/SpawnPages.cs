using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Core.Names;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Platform.Http;
using Atoll.Servers.Api;
using Atoll.Web;
using Atoll.Web.Pages;
using Microsoft.Extensions.Primitives;

namespace Atoll.Servers.Pages;

/// <summary><c>/hub/spawn[/{user}[/{server}]]</c>: GET shows the choices, starts those of a link, or leads on when it runs already; POST starts (jupyterhub.md 1.11).</summary>
internal sealed class SpawnPages(
    ServerTargets targets, NamedServers named, ServerActions actions, StartChoices choices, Live<Choices> live, StartModels models, PageContexts pages)
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
            _ => await OpenAsync(http, target, cancellationToken),
        };
    }

    private async Task<IResult> OpenAsync(HttpContext http, ServerTarget target, CancellationToken cancellationToken)
    {
        var fields = StartLink.FieldsOf(http.Request.Query);
        if (fields.Count > 0)
        {
            return StartLink.MayStart(http, fields)
                ? await StartByLinkAsync(http, target, fields, StartRequest.Of(fields), cancellationToken)
                : await FormAsync(http, target, fields, cancellationToken);
        }

        // Nothing to choose: opening the page is asking for it.
        return !live.Value.HasChoice && StartLink.IsVisit(http)
            ? await StartByLinkAsync(http, target, fields, request: null, cancellationToken)
            : await FormAsync(http, target, fields, cancellationToken);
    }

    // What cannot be started comes back as the form, with what is wrong.
    private async Task<IResult> StartByLinkAsync(
        HttpContext http, ServerTarget target, List<KeyValuePair<string, StringValues>> fields, StartRequest? request, CancellationToken cancellationToken)
    {
        var called = CalledIn(http.Request.Query[StartLink.DisplayName].ToString(), target);
        var outcome = await actions.StartAsync(target.Owner, target.Name, request, called, cancellationToken);
        if (outcome.Row is not null)
        {
            return Results.Redirect(ServerUrls.Of(target.Owner, target.Name).Pending.WithNext(http.Next()));
        }

        return outcome.Refusal is { } refused
            ? new StartRefused(refused, Refused(http, target, refused))
            : await RenderAsync(http, target, new StartFilled(fields, target.Row), outcome.Faults, cancellationToken);
    }

    private async Task<IResult> FormAsync(
        HttpContext http, ServerTarget target, List<KeyValuePair<string, StringValues>> fields, CancellationToken cancellationToken)
    {
        var request = StartRequest.Of(fields);
        // What the link does not say, the person still will.
        var faults = choices.Resolve(request, last: null).Faults.Where(fault => request.UserOptions.ContainsKey(fault.Field)).ToList();
        return await RenderAsync(http, target, new StartFilled(fields, target.Row), faults, cancellationToken);
    }

    // A name that nobody can read is not worth a refusal.
    private static string? CalledIn(string text, ServerTarget target) =>
        target.Name.Length > 0 && ServerName.FaultOfDisplayName(text) is null ? text : null;

    /// <summary>POST.</summary>
    public async Task<IResult> StartAsync(
        HttpContext http, string? user, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await FindAsync(http, user, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        var form = await http.Request.FieldsAsync(cancellationToken);
        var again = form.ContainsKey(StartAgain.Field) && target.Row is not null;
        List<KeyValuePair<string, StringValues>> fields = [.. form];
        var outcome = await actions.StartAsync(target.Owner, target.Name, again ? null : StartRequest.Of(fields), cancellationToken);
        return outcome switch
        {
            { Row: not null } => Results.Redirect(ServerUrls.Of(target.Owner, target.Name).Pending.WithNext(http.Next()), permanent: false),
            { Refusal: { } refused } => new StartRefused(refused, Refused(http, target, refused)),
            _ => await RenderAsync(http, target, new StartFilled(fields, again ? target.Row : null), outcome.Faults, cancellationToken),
        };
    }

    private IResult Refused(HttpContext http, ServerTarget target, StartRefusal refusal)
    {
        var mayPass = refusal.Status == StatusCodes.Status429TooManyRequests;
        var model = new ErrorModel
        {
            Page = pages.Of(http),
            Status = refusal.Status,
            Title = mayPass ? "The hub is full at the moment" : null,
            Message = refusal.ForPeople,
            ReasonCode = refusal.Reason,
            ActionLabel = mayPass ? "Try again" : null,
            ActionUrl = mayPass ? ServerUrls.Of(target.Owner, target.Name).Spawn.WithNext(http.Next()) : null,
            CanRepeat = mayPass,
        };
        return Page.Render(http, model, refusal.Status);
    }

    private async Task<(ServerTarget? Target, IResult? Refusal)> FindAsync(
        HttpContext http, string? user, string? server, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var (target, refusal) = await targets.FindAsync(
            caller, StartServer.Scope, user ?? caller.User!.Name, server, cancellationToken);
        if (target is null)
        {
            return (null, pages.Error(http, refusal!.Status));
        }

        return await named.RefuseAsync(target.Owner, target.Name, cancellationToken) is { } notThis
            ? (null, Refused(http, target, notThis))
            : (target, null);
    }

    private async Task<IResult> RenderAsync(
        HttpContext http, ServerTarget target, StartFilled filled, IReadOnlyList<FieldFault> faults, CancellationToken cancellationToken)
    {
        var model = await models.MakeAsync(pages.Of(http), target, http.Next(), filled, faults, cancellationToken);
        return Page.Render(http, model, faults.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
