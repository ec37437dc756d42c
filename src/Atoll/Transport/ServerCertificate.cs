using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Atoll.Platform.Configuration;

namespace Atoll.Transport;

/// <summary>A certificate that was found good, with its key and chain, ready for handshakes.</summary>
internal sealed record ServerCertificate
{
    /// <summary>What it was made from.</summary>
    public required PemPair Source { get; init; }

    public required SslStreamCertificateContext Context { get; init; }

    /// <summary>The first host name in it.</summary>
    public string Name => Context.TargetCertificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);

    public DateTimeOffset Expires => Utc(Context.TargetCertificate.NotAfter);

    /// <summary>Whether browsers take it for this host.</summary>
    public bool Covers(HostString host) => Context.TargetCertificate.MatchesHostname(host.Host.Trim('[', ']'));

    /// <exception cref="ConfigurationException">It cannot be served from; says which file and what to do.</exception>
    public static ServerCertificate Of(PemPair source, HttpsOptions options, DateTimeOffset now)
    {
        var chain = ChainOf(source, options);
        CheckTime(chain[0], options, now);
        return new ServerCertificate
        {
            Source = source,
            // Offline: what the file does not hold is not fetched from anywhere.
            Context = SslStreamCertificateContext.Create(WithKey(chain[0], source, options), [.. chain.Skip(1)], offline: true),
        };
    }

    private static X509Certificate2Collection ChainOf(PemPair source, HttpsOptions options)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(source.Certificate);
        }
        catch (CryptographicException failure)
        {
            throw new ConfigurationException($"https.certificate: {options.Certificate} is damaged ({failure.Message}). Have it issued again.");
        }

        return chain.Count > 0
            ? chain
            : throw new ConfigurationException(
                $"https.certificate: {options.Certificate} holds no certificate. It must be PEM, with lines that say BEGIN CERTIFICATE.");
    }

    private static void CheckTime(X509Certificate2 certificate, HttpsOptions options, DateTimeOffset now)
    {
        var (begins, ends) = (Utc(certificate.NotBefore), Utc(certificate.NotAfter));
        if (now > ends)
        {
            throw new ConfigurationException($"https.certificate: {options.Certificate} expired on {ends:yyyy-MM-dd}. Have it renewed.");
        }

        if (now < begins)
        {
            throw new ConfigurationException(
                $"https.certificate: {options.Certificate} is not valid before {begins:yyyy-MM-dd HH:mm} UTC. Check this machine's clock.");
        }
    }

    // The framework tells both in local time.
    private static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime());

    private static X509Certificate2 WithKey(X509Certificate2 certificate, PemPair source, HttpsOptions options)
    {
        if (source.Key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new ConfigurationException(
                $"https.key: {options.KeyFile()} asks for a password. Write it without one: openssl pkey -in {options.KeyFile()} -out key.pem");
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), source.Key);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new ConfigurationException(
                $"https.key: {options.KeyFile()} is not the key of the first certificate in {options.Certificate}. "
                + "Name the key that belongs to it; the host's own certificate comes before those of its chain.");
        }
    }
}
