using Atoll.Accounts.Access;
using Atoll.Platform.Http;

namespace Atoll.Hub.Api;

/// <summary>The endpoints about the hub itself (jupyterhub.md 1.2 Hub, Identity).</summary>
internal static class HubEndpoints
{
    private const string Removed =
        "Deprecated endpoint /hub/api/authorizations/token is removed in JupyterHub 2.0. Use /hub/api/users/:user/tokens instead.";

    public static IServiceCollection AddHubEndpoints(this IServiceCollection services) =>
        services.AddSingleton<ProxyRoutes>().AddSingleton<HubCounts>();

    public static void MapHubEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet("/hub/api/info", HubInfo.Handle).NeedsScope(HubInfo.Scope);
        app.MapPost("/hub/api/shutdown", ShutDown.HandleAsync).NeedsScope(ShutDown.Scope);
        app.MapGet("/hub/api/proxy", ProxyRoutes.ShowAsync).NeedsScope(ProxyRoutes.Scope);
        app.MapPost("/hub/api/proxy", ProxyRoutes.SyncAsync).NeedsScope(ProxyRoutes.Scope);
        app.MapPatch("/hub/api/proxy", ProxyRoutes.ChangeAsync).NeedsScope(ProxyRoutes.Scope);
        app.MapGet("/hub/api/authorizations/cookie/{name}/{value?}", GetCookieOwner.HandleAsync).NeedsCaller();
        app.MapPost("/hub/api/authorizations/token", () => new ApiError(StatusCodes.Status404NotFound, Removed)).AllowsAnyone(checksXsrfItself: true);
        foreach (var path in new[] { "/hub/metrics", "/hub/api/metrics" })
        {
            // Whether anybody may is the operators' to say.
            app.MapGet(path, HubCounts.HandleAsync).AllowsAnyone();
        }
    }
}
