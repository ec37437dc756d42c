using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Atoll.TestKit;
using Xunit;

namespace Atoll.Tests.Transport;

/// <summary>The hub's own https, from outside.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly TestCertificates _authority = new();
    private readonly int _redirectPort = HubFixture.FreePort();
    private readonly ManualTime _time = new();
    private HubFixture _hub = null!;
    private Backend _server = null!;
    private string _fingerprint = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fingerprint = _authority.Write();
        _hub = await HubFixture.StartAsync(
            options =>
            {
                StandIn.Configure(options);
                options.Https.Certificate = _authority.CertificateFile;
                options.Https.Key = _authority.KeyFile;
                options.Https.RedirectPort = _redirectPort;
                options.Https.AcmeWebroot = _authority.Folder;
                options.Site.ApiPort = HubFixture.FreePort();
            },
            time: _time);
        _server = await Backend.BehindAsync(_hub);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hub.DisposeAsync();
        _authority.Dispose();
        Assert.Empty(_hub.Complaints);
    }

    [Theory]
    [InlineData("1.1", "/hub/login")]
    [InlineData("2.0", "/hub/login")]
    [InlineData("1.1", "/probe/x")]
    [InlineData("2.0", "/probe/x")]
    public async Task Pages_and_servers_are_served_with_the_chain_over_both_versions_of_HTTP(string version, string path)
    {
        using var client = new HttpClient(_authority.Handler()) { BaseAddress = _hub.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = new Version(version), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(new Version(version), answer.Version);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task WebSockets_pass_over_both_versions_of_HTTP(string version)
    {
        using var invoker = new HttpMessageInvoker(_authority.Handler());
        using var socket = await ConnectAsync(version, invoker);
        Assert.Equal("hello", await Backend.EchoAsync(socket, "hello"));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_browser_may_have_hundreds_of_sockets_in_one_connection_of_HTTP2()
    {
        using var handler = _authority.Handler();
        handler.EnableMultipleHttp2Connections = false;
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < 150; i++)
        {
            sockets.Add(await ConnectAsync("2.0", invoker));
        }

        Assert.Equal("the last", await Backend.EchoAsync(sockets[^1], "the last"));
        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_new_certificate_drops_no_connection()
    {
        using var invoker = new HttpMessageInvoker(_authority.Handler());
        using var socket = await ConnectAsync("1.1", invoker);
        Assert.Equal("before", await Backend.EchoAsync(socket, "before"));
        Assert.Equal(_fingerprint, await ServedAsync());

        var renewed = _authority.Write();
        _time.Advance(Atoll.Transport.Certificates.Pause);
        await Until.TrueAsync(async () => await ServedAsync() == renewed, TimeSpan.FromSeconds(20), "the new certificate");
        Assert.Equal("after", await Backend.EchoAsync(socket, "after"));
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task Plain_http_is_sent_on_with_path_query_and_method()
    {
        using var client = Plain();
        using var answer = await client.PostAsync(new Uri("/user/ada/a%20b?c=%2F", UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal($"https://127.0.0.1:{_hub.Settings.Port}/user/ada/a%20b?c=%2F", answer.Headers.Location?.OriginalString);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_https_port_does_not_speak_plain_http()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{_hub.Settings.Port}/hub/login"), Cancel));
    }

    [Theory]
    [InlineData("/.well-known/acme-challenge/tok_en-1", 200)]
    [InlineData("/.well-known/acme-challenge/other", 308)]
    [InlineData("/.well-known/acme-challenge/", 308)]
    [InlineData("/.well-known/acme-challenge/..%2F..%2Fkey.pem", 308)]
    [InlineData("/.well-known/acme-challenge/key.pem", 308)]
    [InlineData("/.well-known/acme-challenge/large", 308)]
    public async Task Answers_of_an_ACME_client_are_served_and_nothing_else_of_its_folder(string path, int status)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_authority.Folder, ".well-known", "acme-challenge")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "tok_en-1"), "the answer", Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), "no answer", Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "large"), new string('x', 5000), Cancel);
        using var client = Plain();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? "the answer" : "", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Servers_reach_the_api_on_an_address_of_their_own()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var api = (Atoll.Servers.HubAddresses)_hub.Services.GetService(typeof(Atoll.Servers.HubAddresses))!;
        Assert.StartsWith("http://127.0.0.1:", api.ApiUrl, StringComparison.Ordinal);
        using var answer = await client.GetAsync(new Uri(api.ApiUrl + "/"), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private HttpClient Plain() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{_redirectPort}"),
    };

    private async Task<ClientWebSocket> ConnectAsync(string version, HttpMessageInvoker invoker)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = new Version(version);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await socket.ConnectAsync(new UriBuilder(_hub.Url) { Scheme = "wss", Path = "/probe/socket" }.Uri, invoker, Cancel);
        return socket;
    }

    // A connection of its own, without a session that could be resumed.
    private async Task<string> ServedAsync()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, _hub.Settings.Port, Cancel);
        await using var tls = new SslStream(tcp.GetStream(), false, _authority.IsTrusted);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", AllowTlsResume = false }, Cancel);
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }
}
