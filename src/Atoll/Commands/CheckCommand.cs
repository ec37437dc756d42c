using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Platform.Configuration.Model;
using Atoll.Transport;

namespace Atoll.Commands;

/// <summary><c>atoll check</c>: what the configuration means. Faults stop it with their line and key.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(AtollSettings settings, CancellationToken cancellationToken)
    {
        var options = settings.Options;
        var choices = new Choices(options.Environments, options.Sizes, options.ProfileList);
        await Console.Out.WriteLineAsync(
            $"""
            The configuration is good.
            Read from:    {ReadFrom(settings.Source)}
            Not default:  {NotDefault(options)}
            Hub:          {options.HubName}
            Address:      {AddressOf(settings.Transport())}
            TLS:          {TlsOf(settings.Transport(), settings.Time)}
            Proxies:      {ProxiesOf(settings.Transport())}
            Data:         {settings.Data.Root}
            Database:     {(options.Database.Length > 0 ? "PostgreSQL" : "embedded")}
            Site:         {options.Site.Kind}
            Environments: {string.Join(", ", choices.Environments.Select(environment => environment.Name))}
            Sizes:        {string.Join(", ", choices.Sizes.Select(size => $"{size.Name} ({size.Cpu} CPU, {size.MemoryGb} GB)"))}
            Profiles:     {Profiles(choices)}
            Signing out:  {(options.Servers.StopOnLogout ? "stops the user's servers" : "leaves servers running")}
            """.AsMemory(),
            cancellationToken);
        return 0;
    }

    private static string AddressOf(TransportSettings transport) => transport.PublicUrl?.ToString() ?? "as each request says";

    private static string TlsOf(TransportSettings transport, TimeProvider time)
    {
        var https = transport.Https;
        if (!https.IsOn())
        {
            return transport.PublicUrl is { IsHttps: true } ? "by the web server in front" : "none";
        }

        var certificate = ServerCertificate.Of(PemPair.Read(https), https, time.GetUtcNow());
        var plain = https.RedirectPort > 0 ? $"; port {https.RedirectPort} leads to it" : "";
        return $"certificate of {certificate.Name}, valid until {certificate.Expires:yyyy-MM-dd}{plain}";
    }

    private static string ProxiesOf(TransportSettings transport) => transport switch
    {
        { TrustedProxies.Count: > 0 } => string.Join(", ", transport.TrustedProxies),
        { PublicUrl.IsHttps: true, Https.Certificate: "" } =>
            "none is trusted: to the hub everybody comes from the web server's address (trusted_proxies)",
        _ => "none",
    };

    private static string ReadFrom(ConfigurationSource? source)
    {
        var file = source switch
        {
            null => "nowhere",
            _ when File.Exists(source.File) => source.File,
            _ => $"no file ({source.File} would be read)",
        };
        return string.Join(", ", [file, .. source?.NamesOfVariables() ?? []]);
    }

    private static string NotDefault(HubOptions options)
    {
        var keys = OptionChanges.Between(new HubOptions(), options).Select(change => change.Key);
        return string.Join(", ", keys) is { Length: > 0 } all ? all : "nothing";
    }

    private static string Profiles(Choices choices) => choices.DefaultProfile.IsImplicit
        ? "none: every environment in every size"
        : string.Join(", ", choices.Profiles.Select(profile => profile == choices.DefaultProfile ? $"{profile.Slug} (default)" : profile.Slug));
}
