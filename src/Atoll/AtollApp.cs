using Atoll.Accounts.ApiTokens;
using Atoll.Accounts.Groups;
using Atoll.Accounts.Services;
using Atoll.Accounts;
using Atoll.Accounts.Roles;
using Atoll.Commands;
using Atoll.Environments;
using Atoll.Hub.Api;
using Atoll.Hub;
using Atoll.OAuth;
using Atoll.Platform.Configuration;
using Atoll.Platform.Http;
using Atoll.Platform.Outbox;
using Atoll.Proxy;
using Atoll.Servers;
using Atoll.Transport;
using Atoll.Web.Branding;
using Atoll.Web;
using Atoll.Workloads;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Atoll;

/// <summary>Puts the modules together. Tests and benchmarks boot the same application.</summary>
internal static class AtollApp
{
    public static WebApplication Build(AtollSettings settings, HubBoot boot, Action<ILoggingBuilder>? logging = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // A service that cannot be made stops the start, not the first person who needs it.
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = true);
        builder.WebHost.ConfigureKestrel(kestrel => Listeners.Configure(kestrel, settings, boot));
        builder.Services.Configure<SocketTransportOptions>(sockets =>
            sockets.CreateBoundListenSocket = endPoint => Listeners.Bind(endPoint, boot));
        // Told to stop, a hub must not wait half a minute for a page that listens to progress: the browser asks again.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        AddServices(builder.Services, settings, boot);
        (logging ?? DefaultLogging)(builder.Logging);
        var app = builder.Build();
        Use(app, settings, boot);
        Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, AtollSettings settings, HubBoot boot)
    {
        services.AddSingleton(settings).AddSingleton(boot).AddSingleton(settings.Time).AddSingleton(settings.Data);
        services.AddSingleton(boot.Database).AddSingleton(boot.Secrets).AddSingleton(boot.Sites).AddSingleton(boot.Addresses);
        var options = new Live<HubOptions>(settings.Options);
        AddOptions(services, options);
        if (settings.Source is { } source)
        {
            services.AddSingleton(provider => new ConfigurationWatcher<HubOptions>(
                source, options, settings.Time, provider.GetRequiredService<ILogger<ConfigurationWatcher<HubOptions>>>()));
            services.AddHostedService(provider => provider.GetRequiredService<ConfigurationWatcher<HubOptions>>());
        }

        services.AddSingleton<MatcherPolicy, ExactPaths>();
        services.AddSingleton<OutboxSignal>().AddHostedService<OutboxDispatcher>();
        services.AddSingleton(ProxyGlue.Options).AddSingleton<IAccessCheck, HubAccessCheck>().AddSingleton<ProxyRevoker>()
            .AddSingleton<IEventHandler>(provider => provider.GetRequiredService<ProxyRevoker>());
        services.AddTransport(settings.Transport(), settings.Port);
        services.AddProxy();
        services.AddWeb();
        services.AddAccounts();
        services.AddOAuth();
        services.AddWorkloads();
        services.AddEnvironments();
        services.AddServers();
        services.AddHub();
        services.AddSingleton<HubCommands>().AddSingleton<EnvironmentCommands>();
    }

    // What can be replaced while the hub runs; every module gets its own part.
    private static void AddOptions(IServiceCollection services, Live<HubOptions> options) => services
        .AddSingleton(options)
        .AddSingleton(options.Part(now => now.Servers))
        .AddSingleton(options.Part(now => now.Https))
        .AddSingleton(options.Part(now => new Choices(now.Environments, now.Sizes, now.ProfileList)))
        .AddSingleton(options.Part(now => new GroupSettings(now.LoadGroups, now.ManageGroups)))
        .AddSingleton(options.Part(now => new ServiceSettings(now.Services)))
        .AddSingleton(options.Part(now => new MetricsSettings(now.AuthenticatePrometheus)))
        .AddSingleton(options.Part(now => RoleSettings.Book(now.CustomScopes, now.LoadRoles)))
        .AddSingleton(options.Part(now => now.Images))
        .AddSingleton(options.Part(now => TokenLifetimes.OfSeconds(now.TokenExpiresInMaxSeconds, now.OauthTokenExpiresIn)))
        .AddSingleton(options.Part(now => Brand.Of(now.HubName, now.Branding, now.Announcement)));

    private static void Use(WebApplication app, AtollSettings settings, HubBoot boot)
    {
        // First what may be asked where, then who asks by which address; then the data path, which needs nothing of what follows.
        app.UseMiddleware<ListenerRules>();
        app.UseTransport(settings.Transport(), context => Listeners.IsFromPeople(context.Connection, boot));
        app.UseProxy();
        app.UseWebHeaders();
        app.UseMiddleware<PageErrors>();
        app.UseMiddleware<HeadRequests>();
        app.UseServerPaths();
        app.UseRouting();
        app.UseAccounts();
    }

    private static void Map(WebApplication app)
    {
        app.MapWeb();
        app.MapAccounts();
        app.MapOAuth();
        app.MapEnvironments();
        app.MapServers();
        app.MapHub();
        app.MapCommands();
    }

    private static void DefaultLogging(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
    }
}
