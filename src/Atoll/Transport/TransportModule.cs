using Microsoft.AspNetCore.HttpOverrides;

namespace Atoll.Transport;

/// <summary>How people's requests come in: TLS, what web servers in front say about them, the address they were typed as.</summary>
internal static class TransportModule
{
    private static readonly TimeSpan _hstsAge = TimeSpan.FromDays(365);

    public static IServiceCollection AddTransport(this IServiceCollection services, TransportSettings settings, int port)
    {
        services.AddSingleton(settings).AddSingleton(new PeoplePort(port)).AddSingleton<Certificates>();
        services.AddHostedService(provider => provider.GetRequiredService<Certificates>());
        // Not for subdomains, not for browsers' own lists: those are the domain owner's to decide.
        services.AddHsts(hsts => hsts.MaxAge = _hstsAge);
        services.Configure<ForwardedHeadersOptions>(options => Trust(options, settings));
        return services;
    }

    /// <summary>Goes before everything that asks who the client is or how the hub is called.</summary>
    /// <param name="app">The pipeline.</param>
    /// <param name="settings">An empty list of proxies would mean everybody to the framework.</param>
    /// <param name="isPersons">Whether a request came in where people's do.</param>
    public static void UseTransport(this IApplicationBuilder app, TransportSettings settings, Func<HttpContext, bool> isPersons) =>
        app.UseWhen(isPersons, people =>
        {
            people.UseMiddleware<HttpsRedirect>();
            if (settings.TrustedProxies.Count > 0)
            {
                people.UseForwardedHeaders();
            }

            people.UseMiddleware<ForwardingHeaders>();
            UsePublicUrl(people, settings.PublicUrl);
        });

    // Every request of a person appears as it was typed into the browser, whatever the way here made of it: cookies are Secure, origins are
    // compared and links are made by the public address.
    private static void UsePublicUrl(IApplicationBuilder people, PublicUrl? url)
    {
        Rewrite(people, url, (request, known) => request.Host = known.Host);
        // Between the two, by the scheme that it came by: over plain http a browser would not believe it (RFC 6797, 7.2).
        people.UseHsts();
        Rewrite(people, url, (request, known) => request.Scheme = known.Scheme);
    }

    private static void Rewrite(IApplicationBuilder people, PublicUrl? url, Action<HttpRequest, PublicUrl> rewrite)
    {
        if (url is not null)
        {
            people.Use(next => context =>
            {
                rewrite(context.Request, url);
                return next(context);
            });
        }
    }

    private static void Trust(ForwardedHeadersOptions options, TransportSettings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        // As many as there are, each of which must be trusted: the first that is not is the client.
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies)
        {
            options.KnownIPNetworks.Add(network);
        }
    }
}
