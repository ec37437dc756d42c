using System.Globalization;
using System.Security.Cryptography;
using Atoll.Platform.Configuration;
using Atoll.TestKit;
using Atoll.Transport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Atoll.Tests.Transport;

/// <summary>Which certificate new connections get, as its files change and time passes (2030-01-01 at first).</summary>
public sealed class CertificatesTests : IDisposable
{
    private readonly TestCertificates _authority = new();
    private readonly ManualTime _time = new();
    private readonly LogBook _log = new();
    private readonly ILoggerFactory _loggers;
    private Live<HttpsOptions> _live = null!;

    public CertificatesTests() => _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));

    private HttpsOptions Options => new() { Certificate = _authority.CertificateFile, Key = _authority.KeyFile };

    public void Dispose()
    {
        _loggers.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public void A_good_one_is_served_without_remarks()
    {
        var fingerprint = _authority.Write();
        Assert.Equal(fingerprint, Served(Loaded()));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Key_and_certificate_may_share_a_file()
    {
        var (certificate, key, fingerprint) = _authority.Issue("hub.example.org");
        File.WriteAllText(_authority.CertificateFile, key + "\n" + certificate);
        Assert.Equal(fingerprint, Served(Loaded(new HttpsOptions { Certificate = _authority.CertificateFile })));
    }

    [Fact]
    public void The_file_must_be_there() => Faults("https.certificate: there is no file {certificate}. Put the PEM file there, or name the right one.");

    [Fact]
    public void The_key_must_be_there()
    {
        _authority.Write();
        File.Delete(_authority.KeyFile);
        Faults("https.key: there is no file {key}. Put the PEM file there, or name the right one.");
    }

    [Fact]
    public void What_cannot_be_read_is_said_with_its_reason()
    {
        _authority.Write();
        var fault = Assert.Throws<ConfigurationException>(() => Loaded(new HttpsOptions { Certificate = _authority.CertificateFile, Key = _authority.Folder }));
        Assert.StartsWith($"https.key: {_authority.Folder} cannot be read (", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_must_be_the_certificates()
    {
        _authority.Write();
        File.WriteAllText(_authority.KeyFile, _authority.Issue("hub.example.org").Key);
        Faults("https.key: {key} is not the key of the first certificate in {certificate}. Name the key that belongs to it; "
            + "the host's own certificate comes before those of its chain.");
    }

    [Fact]
    public void The_key_must_have_no_password()
    {
        _authority.Write();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pbe = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        File.WriteAllText(_authority.KeyFile, key.ExportEncryptedPkcs8PrivateKeyPem("word", pbe));
        Faults("https.key: {key} asks for a password. Write it without one: openssl pkey -in {key} -out key.pem");
    }

    [Theory]
    [InlineData("not PEM at all", "holds no certificate. It must be PEM, with lines that say BEGIN CERTIFICATE.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "is damaged (")]
    public void It_must_be_a_certificate(string content, string fault)
    {
        _authority.Write();
        File.WriteAllText(_authority.CertificateFile, content);
        var failure = Assert.Throws<ConfigurationException>(() => Loaded());
        Assert.StartsWith($"https.certificate: {_authority.CertificateFile} {fault}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2029-01-01", "2029-12-31", "expired on 2029-12-31. Have it renewed.")]
    [InlineData("2030-01-02", "2031-01-01", "is not valid before 2030-01-02 00:00 UTC. Check this machine's clock.")]
    public void It_must_be_valid_now(string from, string until, string fault)
    {
        _authority.Write(from: Day(from), until: Day(until));
        Faults("https.certificate: {certificate} " + fault);
    }

    [Fact]
    public void A_new_one_takes_the_place_of_the_old()
    {
        _authority.Write();
        var certificates = Loaded();
        var fingerprint = _authority.Write();
        certificates.Look();
        Assert.Equal(fingerprint, Served(certificates));
    }

    [Fact]
    public void Links_may_be_set_anew_as_ACME_clients_do()
    {
        var links = Directory.CreateDirectory(Path.Combine(_authority.Folder, "live")).FullName;
        var options = new HttpsOptions { Certificate = Path.Combine(links, "c.pem"), Key = Path.Combine(links, "k.pem") };
        Link(options, "1");
        var certificates = Loaded(options);
        var fingerprint = Link(options, "2");
        certificates.Look();
        Assert.Equal(fingerprint, Served(certificates));
    }

    [Fact]
    public void A_bad_one_leaves_the_old_in_place_and_is_told_once()
    {
        var fingerprint = _authority.Write();
        var certificates = Loaded();
        File.WriteAllText(_authority.CertificateFile, "half writ");
        certificates.Look();
        certificates.Look();
        Assert.Equal(fingerprint, Served(certificates));
        Assert.Contains("holds no certificate", Assert.Single(_log.Lines), StringComparison.Ordinal);

        File.Delete(_authority.CertificateFile);
        certificates.Look();
        Assert.Equal(fingerprint, Served(certificates));
        Assert.Equal(2, _log.Lines.Count);

        Assert.Equal(_authority.Write(), Looked(certificates));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Certificate_and_key_may_come_one_after_the_other()
    {
        var old = _authority.Write();
        var certificates = Loaded();
        var (certificate, key, fingerprint) = _authority.Issue("hub.example.org");
        File.WriteAllText(_authority.CertificateFile, certificate);
        Assert.Equal(old, Looked(certificates));
        File.WriteAllText(_authority.KeyFile, key);
        Assert.Equal(fingerprint, Looked(certificates));
    }

    [Fact]
    public void Its_end_is_announced_two_weeks_before_and_daily()
    {
        _authority.Write(until: _time.GetUtcNow().AddDays(15));
        var certificates = Loaded();
        Assert.Equal(0, WarningsAfter(certificates, TimeSpan.Zero));
        Assert.Equal(1, WarningsAfter(certificates, TimeSpan.FromDays(1)));
        Assert.Equal(1, WarningsAfter(certificates, TimeSpan.FromHours(23)));
        Assert.Equal(2, WarningsAfter(certificates, TimeSpan.FromHours(1)));
        _authority.Write();
        Assert.Equal(2, WarningsAfter(certificates, TimeSpan.FromDays(2)));
        Assert.All(_log.Lines, line => Assert.Contains("valid until 2030-01-16 00:00 only: have it renewed", line, StringComparison.Ordinal));
    }

    [Fact]
    public void One_for_another_host_is_served_with_a_warning()
    {
        var fingerprint = _authority.Write("old.example.org");
        Assert.Equal(fingerprint, Served(Loaded(url: "https://hub.example.org")));
        Assert.Contains("is not for hub.example.org", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_running_hub_looks_every_ten_seconds()
    {
        _authority.Write();
        using var certificates = Loaded();
        await certificates.StartAsync(TestContext.Current.CancellationToken);
        var fingerprint = _authority.Write();
        _time.Advance(Certificates.Pause);
        await Until.TrueAsync(() => Served(certificates) == fingerprint, TimeSpan.FromSeconds(10), "the new certificate");
        await certificates.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_configuration_may_name_other_files_while_the_hub_runs()
    {
        _authority.Write();
        using var certificates = Loaded();
        await ((IHostedLifecycleService)certificates).StartingAsync(TestContext.Current.CancellationToken);
        var options = new HttpsOptions { Certificate = Path.Combine(_authority.Folder, "c.pem"), Key = Path.Combine(_authority.Folder, "k.pem") };
        var fingerprint = Link(options, "1");
        _live.Replace(options);
        Assert.Equal(fingerprint, Served(certificates));
        _live.Replace(new HttpsOptions());
        Assert.Equal(fingerprint, Served(certificates));
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Served(Certificates certificates) =>
        certificates.ForConnection().ServerCertificateContext!.TargetCertificate.Thumbprint;

    private static string Looked(Certificates certificates)
    {
        certificates.Look();
        return Served(certificates);
    }

    private int WarningsAfter(Certificates certificates, TimeSpan time)
    {
        _time.Advance(time);
        certificates.Look();
        return _log.Lines.Count;
    }

    private Certificates Loaded(HttpsOptions? options = null, string url = "")
    {
        _live = new Live<HttpsOptions>(options ?? Options);
        var settings = TransportSettings.Of(url, [], _live.Value);
        var certificates = new Certificates(settings, _live, _time, _loggers.CreateLogger<Certificates>());
        certificates.Load();
        return certificates;
    }

    private void Faults(string fault)
    {
        var text = fault.Replace("{certificate}", _authority.CertificateFile, StringComparison.Ordinal)
            .Replace("{key}", _authority.KeyFile, StringComparison.Ordinal);
        Assert.Equal(text, Assert.Throws<ConfigurationException>(() => Loaded()).Message);
    }

    private string Link(HttpsOptions options, string version)
    {
        var (certificate, key, fingerprint) = _authority.Issue("hub.example.org");
        foreach (var (link, content) in new[] { (options.Certificate, certificate), (options.Key, key) })
        {
            var file = Path.Combine(_authority.Folder, version + Path.GetFileName(link));
            File.WriteAllText(file, content);
            File.Delete(link);
            File.CreateSymbolicLink(link, file);
        }

        return fingerprint;
    }
}
