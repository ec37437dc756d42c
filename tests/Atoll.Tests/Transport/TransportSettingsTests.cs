using Atoll.Platform.Configuration;
using Atoll.Transport;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Transport;

public sealed class TransportSettingsTests
{
    [Theory]
    [InlineData("https://hub.example.org", "https://hub.example.org")]
    [InlineData("https://hub.example.org/", "https://hub.example.org")]
    [InlineData("https://Hub.Example.org:443", "https://hub.example.org")]
    [InlineData("https://hub.example.org:8443", "https://hub.example.org:8443")]
    [InlineData("http://hub.example.org:80", "http://hub.example.org")]
    [InlineData("http://10.0.0.7:8000", "http://10.0.0.7:8000")]
    [InlineData("https://[2001:db8::7]:8443", "https://[2001:db8::7]:8443")]
    [InlineData("https://höhle.example.org", "https://xn--hhle-5qa.example.org")]
    [InlineData("", null)]
    public void Public_url_is_taken_as_browsers_write_it(string text, string? url)
    {
        Assert.Empty(Faults($"public_url: '{text}'"));
        Assert.Equal(url, TransportSettings.Of(text, [], new()).PublicUrl?.ToString());
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("192.0.2.7/24", "192.0.2.0/24")]
    [InlineData("2001:db8::7", "2001:db8::7/128")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    public void Proxies_are_addresses_or_networks(string text, string network)
    {
        Assert.Empty(Faults($"trusted_proxies: ['{text}']"));
        Assert.Equal(network, $"{Assert.Single(TransportSettings.Of("", [text], new()).TrustedProxies)}");
    }

    [Theory]
    [InlineData("public_url: hub.example.org", "public_url: 'hub.example.org' is not the address of a host; write it as https://hub.example.org, without a path.")]
    [InlineData("public_url: ftp://hub.example.org", "public_url: 'ftp://hub.example.org' is not the address")]
    [InlineData("public_url: https://hub.example.org/hub", "public_url: 'https://hub.example.org/hub' is not the address")]
    [InlineData("public_url: https://hub.example.org/?a=b", "public_url: 'https://hub.example.org/?a=b' is not the address")]
    [InlineData("public_url: https://ada@hub.example.org", "public_url: 'https://ada@hub.example.org' is not the address")]
    [InlineData("public_url: /hub", "public_url: '/hub' is not the address")]
    [InlineData("trusted_proxies: [192.0.2.1, nginx]", "trusted_proxies[1]: 'nginx' is neither an address nor a network; write it as 192.0.2.7 or 192.0.2.0/24.")]
    [InlineData("trusted_proxies: [192.0.2.0/33]", "trusted_proxies[0]: '192.0.2.0/33' is neither")]
    [InlineData("trusted_proxies: [0.0.0.0/0]", "trusted_proxies[0]: '0.0.0.0/0' is everybody")]
    [InlineData("trusted_proxies: ['::/0']", "trusted_proxies[0]: '::/0' is everybody")]
    [InlineData("https: { key: FILE }", "https.key: is set and certificate is not; name the certificate's file too.")]
    [InlineData("https: { redirect_port: 80 }", "https.redirect_port: leads to https, and certificate is not set")]
    [InlineData("https: { certificate: FILE, redirect_port: 70000 }", "https.redirect_port: ")]
    [InlineData("https: { certificate: FILE, acme_webroot: /var/www }", "https.acme_webroot: is served on redirect_port, which is not set; set it to 80.")]
    [InlineData("https: { certificate: FILE, redirect_port: 80, acme_webroot: www }", "https.acme_webroot: 'www' must be a whole path")]
    [InlineData("https: { certificate: none.pem }", "https.certificate: there is no file ")]
    [InlineData("https: { certificate: FILE, key: none.pem }", "https.key: there is no file ")]
    [InlineData("{ public_url: 'http://hub.example.org', https: { certificate: FILE } }", "public_url: the hub speaks https, and http://hub.example.org does not")]
    public void What_cannot_work_is_told_with_its_remedy(string yaml, string fault) =>
        Assert.Contains(fault, Assert.Single(Faults(yaml)), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "", "127.0.0.1", "http://127.0.0.1:8000")]
    [InlineData("", "", "0.0.0.0", "http://127.0.0.1:8000")]
    [InlineData("", "c.pem", "::", "https://[::1]:8000")]
    [InlineData("https://hub.example.org", "", "0.0.0.0", "https://hub.example.org")]
    public void The_banner_tells_people_where_to_go(string url, string certificate, string ip, string told) =>
        Assert.Equal(told, TransportSettings.Of(url, [], new HttpsOptions { Certificate = certificate }).AddressOf(ip, 8000));

    [Fact]
    public void A_certificate_covers_the_hosts_in_it()
    {
        using var authority = new Atoll.TestKit.TestCertificates();
        authority.Write("hub.example.org");
        var https = new HttpsOptions { Certificate = authority.CertificateFile, Key = authority.KeyFile };
        var certificate = ServerCertificate.Of(PemPair.Read(https), https, TimeProvider.System.GetUtcNow());
        Assert.True(certificate.Covers(new HostString("hub.example.org", 8443)));
        Assert.False(certificate.Covers(new HostString("example.org")));
    }

    // FILE is one that is there.
    private static string[] Faults(string yaml)
    {
        var folder = Directory.CreateTempSubdirectory("atoll-transport-");
        try
        {
            var file = Path.Combine(folder.FullName, "atoll.yaml");
            File.WriteAllText(file, yaml.Replace("FILE", file, StringComparison.Ordinal));
            new ConfigurationSource { File = file, IsAsked = true }.Read<HubOptions>();
            return [];
        }
        catch (ConfigurationException fault)
        {
            return fault.Message.Split('\n');
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
