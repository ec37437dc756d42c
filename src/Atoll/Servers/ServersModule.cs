using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.SignIn;
using Atoll.Environments.Releases;
using Atoll.Servers.Api;
using Atoll.Servers.Pages;
using Atoll.Servers.Testing;
using Atoll.Storage;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>People's interactive applications: their life, pages and endpoints.</summary>
internal static class ServersModule
{
    public static IServiceCollection AddServers(this IServiceCollection services) => services
        .AddSingleton<ServerTokens>()
        .AddSingleton<ServerCredentials>()
        .AddSingleton<ServerChanges>()
        .AddSingleton<ServerStore>()
        .AddSingleton<ServerWaits>()
        .AddSingleton<StartChoices>()
        .AddSingleton<SiteLoads>()
        .AddSingleton<StartAdmission>()
        .AddSingleton<NamedServers>()
        .AddSingleton<ServerEdits>()
        .AddSingleton<StartQueue>()
        .AddSingleton<QueueViews>()
        .AddSingleton<StartHistory>()
        .AddSingleton<ServerActions>()
        .AddSingleton<ServerActivity>()
        .AddSingleton<ServerOrders>()
        .AddSingleton<ServerImages>()
        .AddSingleton<ServerExamples>()
        .AddSingleton<ServerLaunch>()
        .AddSingleton<IImageUsers, ServerImageUsers>()
        .AddSingleton<IReleaseTest, SmokeTests>()
        .AddSingleton<ServerRoutes>()
        .AddSingleton<ServerLogs>()
        .AddSingleton<ServerEffects>()
        .AddSingleton<Homes>()
        .AddSingleton<ServerTargets>()
        .AddSingleton<ServerProgress>()
        .AddSingleton<ServerDirectory>()
        .AddSingleton<IServerDirectory>(provider => provider.GetRequiredService<ServerDirectory>())
        .AddSingleton<ILogoutStep, StopServersOnLogout>()
        .AddSingleton<ServerReconciler>()
        .AddSingleton<IWorkloadOwner>(provider => provider.GetRequiredService<ServerReconciler>())
        .AddHostedService(provider => provider.GetRequiredService<ServerReconciler>())
        .AddHostedService<ActivityFlusher>()
        .AddServerPages()
        .AddServerProbe();

    /// <summary>Must come before routing.</summary>
    public static IApplicationBuilder UseServerPaths(this IApplicationBuilder app) => app.UseMiddleware<EmptyServerName>();

    public static IEndpointRouteBuilder MapServers(this IEndpointRouteBuilder app)
    {
        foreach (var path in new[] { "/hub/api/users/{name}/server", "/hub/api/users/{name}/servers/{server?}" })
        {
            app.MapPost(path, StartServer.HandleAsync).NeedsPart(StartServer.Scope, of: "servers");
            app.MapGet(path, NamedServerRecords.GetAsync).NeedsScope("read:servers");
            app.MapPut(path, NamedServerRecords.PutAsync).NeedsPart(StartServer.Scope, of: "servers");
            app.MapPatch(path, NamedServerRecords.PatchAsync).NeedsPart(StartServer.Scope, of: "servers");
            app.MapDelete(path, StopServer.HandleAsync).NeedsScope("delete:servers");
        }

        foreach (var server in new[] { "/hub/api/users/{name}/server", "/hub/api/users/{name}/servers/{server}" })
        {
            app.MapGet(server + "/progress", ServerProgress.HandleAsync).NeedsScope("read:servers");
            app.MapGet(server + "/log", ServerLog.HandleAsync).NeedsScope(LogPages.Scope);
            app.MapGet(server + "/failure", ServerFailures.HandleAsync).NeedsScope("read:servers");
        }

        app.MapPost("/hub/api/users/{name}/activity", PostActivity.HandleAsync).NeedsScope("users:activity");
        return app.MapServerPages();
    }

    private static IServiceCollection AddServerProbe(this IServiceCollection services)
    {
        services.AddHttpClient<ServerProbe>(http => http.Timeout = TimeSpan.FromSeconds(5)).ConfigurePrimaryHttpMessageHandler(ToServers);
        // Making a kernel takes a busy machine a while.
        services.AddHttpClient<KernelTest>(http => http.Timeout = TimeSpan.FromMinutes(1)).ConfigurePrimaryHttpMessageHandler(ToServers);
        return services;
    }

    // Redirects are answers of their own here, and a server's address must not be asked for through anybody's proxy.
    private static SocketsHttpHandler ToServers() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionLifetime = TimeSpan.FromSeconds(1),
    };

    private static IServiceCollection AddServerPages(this IServiceCollection services) => services
        .AddSingleton<StartModels>()
        .AddSingleton<StepModels>()
        .AddSingleton<PanelModels>()
        .AddSingleton<SpawnPages>()
        .AddSingleton<PendingPages>()
        .AddSingleton<LogPages>()
        .AddSingleton<StopPages>()
        .AddSingleton<StoppedAnswers>()
        .AddSingleton<UserUrls>();

    private static IEndpointRouteBuilder MapServerPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/hub/spawn/{user?}/{server?}", (HttpContext http, SpawnPages pages, string? user, string? server, CancellationToken ct) =>
            pages.ShowAsync(http, user, server, ct)).NeedsSignIn();
        app.MapPost("/hub/spawn/{user?}/{server?}", (HttpContext http, SpawnPages pages, string? user, string? server, CancellationToken ct) =>
            pages.StartAsync(http, user, server, ct)).NeedsSignIn();
        app.MapGet("/hub/spawn-pending/{user}/{server?}", (HttpContext http, PendingPages pages, string user, string? server, CancellationToken ct) =>
            pages.ShowAsync(http, user, server, ct)).NeedsSignIn();
        app.MapGet("/hub/spawn-events/{user}/{server?}", (HttpContext http, PendingPages pages, string user, string? server, CancellationToken ct) =>
            pages.StreamAsync(http, user, server, ct)).NeedsSignIn();
        app.MapPost("/hub/stop/{user}/{server?}", (HttpContext http, StopPages pages, string user, string? server, CancellationToken ct) =>
            pages.StopAsync(http, user, server, ct)).NeedsSignIn();
        app.MapPost("/hub/restart/{user}/{server?}", (HttpContext http, StopPages pages, string user, string? server, CancellationToken ct) =>
            pages.RestartAsync(http, user, server, ct)).NeedsSignIn();
        app.MapPost("/hub/delete-server/{user}/{server}", (HttpContext http, StopPages pages, string user, string server, CancellationToken ct) =>
            pages.RemoveAsync(http, user, server, ct)).NeedsSignIn();
        app.MapGet("/hub/log/{user}/{server?}", (HttpContext http, LogPages pages, string user, string? server, CancellationToken ct) =>
            pages.ShowAsync(http, user, server, ct)).NeedsSignIn();
        app.MapGet("/hub/user-redirect/{**path}", UserRedirect.Handle).NeedsSignIn();
        foreach (var path in new[] { "/user/{user}/{**path}", "/hub/user/{user}/{**path}" })
        {
            app.MapMethods(path, ["POST", "PUT", "PATCH", "DELETE"], (HttpContext http, UserUrls urls, string user, string? path, CancellationToken ct) =>
                urls.NotGetAsync(http, user, path, ct)).IsPublicPage(checksXsrfItself: true);
        }

        app.MapGet("/hub/user/{user}/{**path}", (HttpContext http, UserUrls urls, string user, string? path, CancellationToken ct) =>
            // Lab's own requests end here when its server has stopped: they must read that, not that a token is missing.
            urls.GetAsync(http, user, path, ct)).IsPublicPage(checksXsrfItself: true);
        return app;
    }
}
