using Atoll.TestKit;

namespace Atoll.Tests.Transport;

/// <summary>The ways in which a person's request can reach a hub, and how it must look there.</summary>
internal sealed record WayIn
{
    /// <summary>Where a person's browser would be.</summary>
    public const string Host = "hub.example.org";

    private const string Proxy = "127.0.0.1";

    // What a web server in front says, or anybody who would like to be taken for one.
    private static readonly string[] Said =
        ["X-Forwarded-For: 198.51.100.1, 203.0.113.9", "X-Forwarded-Proto: https", $"X-Forwarded-Host: {Host}"];

    private static readonly string[] Spoofed =
        ["X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example", "Forwarded: for=203.0.113.9;proto=https",
            "X-Real-IP: 203.0.113.9", "X-Original-Proto: https", "X-Forwarded-Prefix: /evil"];

    public required string Name { get; init; }

    /// <summary>The hub speaks https itself.</summary>
    public bool OwnTls { get; init; }

    public string PublicUrl { get; init; } = "";

    public string[] Trusted { get; init; } = [];

    public string HostHeader { get; init; } = Host;

    public string[] Headers { get; init; } = [];

    /// <summary>The scheme that browsers must be believed to use.</summary>
    public required string Scheme { get; init; }

    public bool Hsts { get; init; }

    public string Client { get; init; } = Proxy;

    public static WayIn[] All { get; } =
    [
        new() { Name = "plain http", Scheme = "http" },
        new() { Name = "https", OwnTls = true, Scheme = "https", Hsts = true },
        new() { Name = "https, public address", OwnTls = true, PublicUrl = $"https://{Host}", HostHeader = "127.0.0.1", Scheme = "https", Hsts = true },
        new() { Name = "https, somebody spoofs", OwnTls = true, Headers = Spoofed, Scheme = "https", Hsts = true },
        new() { Name = "trusted proxy", Trusted = [Proxy], HostHeader = "127.0.0.1", Headers = Said, Scheme = "https", Hsts = true, Client = "203.0.113.9" },
        new() { Name = "trusted proxy on plain http", Trusted = [Proxy], Scheme = "http" },
        new()
        {
            Name = "trusted proxy, public address", Trusted = [Proxy], PublicUrl = $"https://{Host}", HostHeader = "127.0.0.1", Headers = Said,
            Scheme = "https", Hsts = true, Client = "203.0.113.9",
        },
        new()
        {
            Name = "two trusted proxies", Trusted = [Proxy, "203.0.113.0/24"], HostHeader = "127.0.0.1",
            Headers = [Said[0], "X-Forwarded-Proto: https, http", $"X-Forwarded-Host: {Host}, inner"], Scheme = "https", Hsts = true, Client = "198.51.100.1",
        },
        new() { Name = "somebody spoofs, nobody is trusted", Headers = Spoofed, Scheme = "http" },
        new() { Name = "somebody spoofs, another is trusted", Trusted = ["192.0.2.1"], Headers = Spoofed, Scheme = "http" },
        new() { Name = "public https address, nobody is trusted", PublicUrl = $"https://{Host}", HostHeader = "127.0.0.1", Headers = Spoofed, Scheme = "https" },
        new() { Name = "public http address, somebody spoofs", PublicUrl = $"http://{Host}", Headers = Spoofed, Scheme = "http" },
    ];

    /// <summary>A hub with servers that start in milliseconds, reached so.</summary>
    public Task<HubFixture> HubAsync(TestCertificates authority) => HubFixture.StartAsync(options =>
    {
        StandIn.Configure(options);
        options.PublicUrl = PublicUrl;
        options.TrustedProxies = [.. Trusted];
        if (OwnTls)
        {
            authority.Write(Host);
            options.Https.Certificate = authority.CertificateFile;
            options.Https.Key = authority.KeyFile;
            options.Site.ApiPort = HubFixture.FreePort();
        }
    });
}
