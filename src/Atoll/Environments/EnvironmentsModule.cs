using Atoll.Accounts.Access;
using Atoll.Environments.Examples;
using Atoll.Environments.Pages;
using Atoll.Environments.Releases;

namespace Atoll.Environments;

/// <summary>What can be picked, and which content of its image each environment is.</summary>
internal static class EnvironmentsModule
{
    public static IServiceCollection AddEnvironments(this IServiceCollection services) => services
        .AddSingleton<ReleaseStore>()
        .AddSingleton<EnvironmentReleases>()
        .AddSingleton<ReleaseRounds>()
        .AddSingleton<ReleaseTests>()
        .AddSingleton<ReleaseWatch>()
        .AddHostedService(provider => provider.GetRequiredService<ReleaseWatch>())
        .AddSingleton<EnvironmentActions>()
        .AddSingleton<ExamplesKeeper>()
        .AddHostedService(provider => provider.GetRequiredService<ExamplesKeeper>())
        .AddSingleton<EnvironmentsModels>()
        .AddSingleton<EnvironmentPages>();

    public static IEndpointRouteBuilder MapEnvironments(this IEndpointRouteBuilder app)
    {
        var root = EnvironmentsModels.Root;
        app.MapGet(root, (HttpContext http, EnvironmentPages pages, CancellationToken ct) => pages.ShowAsync(http, ct)).NeedsSignIn();
        app.MapPost(root + "/{name}/update", (HttpContext http, EnvironmentPages pages, string name, CancellationToken ct) =>
            pages.UpdateAsync(http, name, ct)).NeedsSignIn();
        app.MapPost(root + "/{name}/rollback", (HttpContext http, EnvironmentPages pages, string name, CancellationToken ct) =>
            pages.RollBackAsync(http, name, ct)).NeedsSignIn();
        app.MapPost(root + "/releases/{id:long}/test", (HttpContext http, EnvironmentPages pages, long id, CancellationToken ct) =>
            pages.TestAsync(http, id, ct)).NeedsSignIn();
        app.MapPost(root + "/releases/{id:long}/default", (HttpContext http, EnvironmentPages pages, long id, CancellationToken ct) =>
            pages.ChooseAsync(http, id, ct)).NeedsSignIn();
        app.MapPost(root + "/releases/{id:long}/remove", (HttpContext http, EnvironmentPages pages, long id, CancellationToken ct) =>
            pages.RemoveAsync(http, id, ct)).NeedsSignIn();
        return app;
    }
}
