using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Commands;

/// <summary>What the command line says about https.</summary>
public sealed class TransportCommandTests : IDisposable
{
    private readonly TestCertificates _authority = new();

    private string Config => Path.Combine(_authority.Folder, "atoll.yaml");

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Check_tells_how_the_hub_is_reached()
    {
        _authority.Write();
        var check = await RunAsync("check", "public_url: https://hub.example.org\nhttps: { certificate: certificate.pem, key: key.pem, redirect_port: 80 }");
        Assert.Equal(0, check.Code);
        Assert.Contains("\nAddress:      https://hub.example.org\n", check.Output, StringComparison.Ordinal);
        Assert.Contains("\nTLS:          certificate of hub.example.org, valid until 2040-01-01; port 80 leads to it\n", check.Output, StringComparison.Ordinal);
        Assert.Contains("\nProxies:      none\n", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_tells_what_is_missing_behind_a_web_server()
    {
        var check = await RunAsync("check", "public_url: https://hub.example.org");
        Assert.Contains("\nTLS:          by the web server in front\n", check.Output, StringComparison.Ordinal);
        Assert.Contains("\nProxies:      none is trusted: to the hub everybody comes from the web server's address (trusted_proxies)\n", check.Output, StringComparison.Ordinal);
        check = await RunAsync("check", "public_url: https://hub.example.org\ntrusted_proxies: [127.0.0.1]");
        Assert.Contains("\nProxies:      127.0.0.1/32\n", check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("up")]
    public async Task A_key_of_another_certificate_is_told_in_a_sentence(string command)
    {
        _authority.Write();
        await File.WriteAllTextAsync(_authority.KeyFile, _authority.Issue("hub.example.org").Key, TestContext.Current.CancellationToken);
        var end = await RunAsync(command, $"{StandIn.Yaml()}\nport: {HubFixture.FreePort()}\nhttps: {{ certificate: certificate.pem, key: key.pem }}");
        Assert.Equal(1, end.Code);
        Assert.StartsWith(
            $"atoll: https.key: {_authority.KeyFile} is not the key of the first certificate in {_authority.CertificateFile}.", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_two_ports_must_differ()
    {
        _authority.Write();
        var port = HubFixture.FreePort();
        var end = await RunAsync(
            "up", $"{StandIn.Yaml()}\nport: {port}\nhttps: {{ certificate: certificate.pem, key: key.pem, redirect_port: {port} }}");
        Assert.Equal(
            new ProgramEnd(1, "", $"atoll: https.redirect_port and the hub's own port are both {port}. Serve on another: atoll up --port 443\n"), end);
    }

    private async Task<ProgramEnd> RunAsync(string command, string yaml)
    {
        await File.WriteAllTextAsync(Config, yaml, TestContext.Current.CancellationToken);
        return await AtollProgram.RunAsync(command, "--data", Path.Combine(_authority.Folder, "data"), "--config", Config);
    }
}
