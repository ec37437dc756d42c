using Atoll.Accounts.Access;
using Atoll.Environments.Releases;
using Atoll.Web;

namespace Atoll.Environments.Pages;

/// <summary><c>/hub/admin/environments</c> and its buttons. For administrators alone; each button leads back to the page.</summary>
internal sealed class EnvironmentPages(EnvironmentsModels models, EnvironmentActions actions, PageContexts pages)
{
    public Task<IResult> ShowAsync(HttpContext http, CancellationToken cancellationToken) =>
        IsAdmin(http) ? RenderAsync(http, refusal: null, cancellationToken) : Task.FromResult(Refuse(http));

    public Task<IResult> UpdateAsync(HttpContext http, string name, CancellationToken cancellationToken) =>
        ActAsync(http, () => actions.UpdateAsync(name, cancellationToken), cancellationToken);

    public Task<IResult> RollBackAsync(HttpContext http, string name, CancellationToken cancellationToken) =>
        ActAsync(http, () => actions.RollBackAsync(name, cancellationToken), cancellationToken);

    public Task<IResult> TestAsync(HttpContext http, long id, CancellationToken cancellationToken) =>
        ActAsync(http, () => actions.TestAsync(id, cancellationToken), cancellationToken);

    public Task<IResult> ChooseAsync(HttpContext http, long id, CancellationToken cancellationToken) =>
        ActAsync(http, () => actions.ChooseAsync(id, cancellationToken), cancellationToken);

    public Task<IResult> RemoveAsync(HttpContext http, long id, CancellationToken cancellationToken) =>
        ActAsync(http, () => actions.RemoveAsync(id, cancellationToken), cancellationToken);

    private async Task<IResult> ActAsync(HttpContext http, Func<Task<Decision>> act, CancellationToken cancellationToken)
    {
        if (!IsAdmin(http))
        {
            return Refuse(http);
        }

        var decision = await act();
        return decision.Ok ? Results.Redirect(EnvironmentsModels.Root) : await RenderAsync(http, decision.Text, cancellationToken);
    }

    private async Task<IResult> RenderAsync(HttpContext http, string? refusal, CancellationToken cancellationToken) => Page.Render(
        http,
        await models.MakeAsync(pages.Of(http), refusal, cancellationToken),
        refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);

    private static bool IsAdmin(HttpContext http) => http.Caller().User is { Admin: true };

    private IResult Refuse(HttpContext http) => pages.Error(http, StatusCodes.Status403Forbidden, "This page is for administrators of the hub.");
}
