using System.Net;
using Atoll.Platform.Configuration;

namespace Atoll.Transport;

/// <summary>How the hub is reached: its address, who stands in front of it, its own TLS.</summary>
internal sealed record TransportSettings
{
    /// <summary>The hub's address as people know it; null when each request says it.</summary>
    public PublicUrl? PublicUrl { get; private init; }

    /// <summary>Whose word about the client's address, scheme and host counts.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public required HttpsOptions Https { get; init; }

    /// <summary>From a configuration in which <see cref="Check"/> found nothing wrong.</summary>
    public static TransportSettings Of(string publicUrl, IEnumerable<string> trustedProxies, HttpsOptions https) => new()
    {
        PublicUrl = PublicUrl.TryParse(publicUrl, out var url) ? url : null,
        TrustedProxies = [.. trustedProxies.Select(NetworkOf).OfType<IPNetwork>()],
        Https = https,
    };

    /// <summary>What is wrong with <c>public_url</c> and <c>trusted_proxies</c>.</summary>
    public static IEnumerable<Misfit> Check(string publicUrl, IReadOnlyList<string> trustedProxies, HttpsOptions https)
    {
        if (publicUrl.Length > 0)
        {
            if (!PublicUrl.TryParse(publicUrl, out var url))
            {
                yield return new Misfit("public_url", $"'{publicUrl}' is not the address of a host; write it as https://hub.example.org, without a path.");
            }
            else if (https.IsOn() && !url.IsHttps)
            {
                yield return new Misfit("public_url", $"the hub speaks https, and {url} does not begin with it.");
            }
        }

        for (var i = 0; i < trustedProxies.Count; i++)
        {
            if (FaultOf(trustedProxies[i]) is { } fault)
            {
                yield return new Misfit($"trusted_proxies[{i}]", $"'{trustedProxies[i]}' {fault}");
            }
        }
    }

    /// <summary>Where people reach a hub that listens here.</summary>
    public string AddressOf(string ip, int port)
    {
        var host = ip switch { "0.0.0.0" => "127.0.0.1", "::" => "[::1]", _ => ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip };
        return PublicUrl?.ToString() ?? $"{(Https.IsOn() ? "https" : "http")}://{host}:{port}";
    }

    private static string? FaultOf(string proxy) => NetworkOf(proxy) switch
    {
        null => "is neither an address nor a network; write it as 192.0.2.7 or 192.0.2.0/24.",
        { PrefixLength: 0 } => "is everybody, so that anyone could claim any address; name the web server's own.",
        _ => null,
    };

    private static IPNetwork? NetworkOf(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, 8 * address.GetAddressBytes().Length)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;
}
