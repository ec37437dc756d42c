using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Hub.Api;
using Atoll.Hub.Sharing;
using Atoll.Hub.Services;

namespace Atoll.Hub;

/// <summary>Pages and endpoints that join modules.</summary>
internal static class HubModule
{
    public static IServiceCollection AddHub(this IServiceCollection services) => services
        .AddSingleton<HomePages>()
        .AddSingleton<EnterPages>()
        .AddUserEndpoints()
        .AddSharing()
        .AddHubEndpoints()
        .AddServices();

    public static IEndpointRouteBuilder MapHub(this IEndpointRouteBuilder app)
    {
        app.MapGet("/hub/", (HttpContext http, HomePages home, CancellationToken ct) => home.LeadOnAsync(http, ct)).NeedsSignIn();
        app.MapGet("/hub/home", (HttpContext http, HomePages home, CancellationToken ct) => home.ShowAsync(http, ct)).NeedsSignIn();
        app.MapPost("/hub/new-server", (HttpContext http, HomePages home, CancellationToken ct) => home.NameAsync(http, ct)).NeedsSignIn();
        app.MapGet("/hub/enter", (HttpContext http, EnterPages enter, CancellationToken ct) =>
            enter.ShowAsync(http, ct)).NeedsSignIn();
        app.MapPost("/hub/enter", (HttpContext http, EnterPages enter, CancellationToken ct) =>
            enter.ConfirmAsync(http, ct)).NeedsSignIn();
        app.MapUserEndpoints();
        app.MapSharing();
        app.MapHubEndpoints();
        app.MapServices();
        app.MapGet("/hub/error/{code:int}", (HttpContext http, PageContexts pages, int code) => ErrorPages.Show(http, pages, code))
            .IsPublicPage(checksXsrfItself: true);
        app.MapGet("/hub/health", () => Results.Ok()).AllowsAnyone(checksXsrfItself: true);
        app.MapGet("/hub/api/health", () => Results.Ok()).AllowsAnyone(checksXsrfItself: true);
        app.MapFallback("/hub/{**path}", UnknownPaths.HandlePage).IsPublicPage(checksXsrfItself: true);
        // Anything that is not the hub's and has no route (jupyterhub.md 1.11).
        app.MapGet("/{**path}", (HttpContext http) =>
            Results.Redirect("/hub" + http.Request.Path.ToUriComponent() + http.Request.QueryString)).IsPublicPage(checksXsrfItself: true)
            // Last of all: it must not catch what the hub's own fallbacks answer.
            .WithOrder(int.MaxValue);
        return app;
    }
}
