namespace Atoll.Workloads;

/// <summary>Everything about running things that does not depend on what they are.</summary>
internal static class WorkloadsModule
{
    public static IServiceCollection AddWorkloads(this IServiceCollection services) => services
        .AddSingleton<Capacities>()
        .AddSingleton<ImagePulls>()
        .AddSingleton<ImageShelf>()
        .AddSingleton<UsageMeter>()
        .AddSingleton<SiteOutages>()
        .AddSingleton<WorkloadRunner>()
        .AddHostedService<SiteWatcher>()
        .AddHostedService<Sweeper>()
        .AddHostedService<SiteGuard>();
}
