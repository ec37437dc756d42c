using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Atoll.TestKit;

/// <summary>An authority of its own with one issuer below it: makes certificates, writes them to files, and trusts itself alone.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset _long = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _ago = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-certificates-");
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _issuer;

    public TestCertificates()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority("Test root", rootKey).CreateSelfSigned(_ago, _long);
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = Authority("Test issuer", issuerKey).Create(_root, _ago, _long, [1]);
        _issuer = issuer.CopyWithPrivateKey(issuerKey);
    }

    /// <summary>Where <see cref="Write"/> puts the certificate and its chain.</summary>
    public string CertificateFile => Path.Combine(_folder.FullName, "certificate.pem");

    /// <summary>Where <see cref="Write"/> puts the key.</summary>
    public string KeyFile => Path.Combine(_folder.FullName, "key.pem");

    /// <summary>The folder of both, for more files.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Issues a certificate for this host (and the loopback address) and puts it where the hub looks; returns its fingerprint.</summary>
    public string Write(string host = "hub.example.org", DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        var (certificate, key, fingerprint) = Issue(host, from, until);
        File.WriteAllText(CertificateFile, certificate);
        File.WriteAllText(KeyFile, key);
        return fingerprint;
    }

    /// <summary>A certificate with its chain, its key, and its fingerprint.</summary>
    public (string Certificate, string Key, string Fingerprint) Issue(string host, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_issuer, from ?? _ago, until ?? _long, RandomNumberGenerator.GetBytes(8));
        return ($"{certificate.ExportCertificatePem()}\n{_issuer.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem(), certificate.Thumbprint);
    }

    /// <summary>A client that trusts the root alone, and so needs the rest of the chain from the hub. It keeps no cookies.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsTrusted },
    };

    /// <summary>Whether a chain ends at the root, with what the other side sent and nothing else.</summary>
    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.Add(_root);
        own.ChainPolicy.ExtraStore.AddRange(chain!.ChainPolicy.ExtraStore);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return own.Build(leaf);
    }

    public void Dispose()
    {
        _issuer.Dispose();
        _root.Dispose();
        _folder.Delete(recursive: true);
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request;
    }
}
