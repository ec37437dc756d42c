using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Atoll.Proxy;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class OutageTests : IAsyncLifetime
{
    private static readonly ProxyOptions Options = new()
    {
        GateKey = new byte[32],
        ConnectTimeout = TimeSpan.FromMilliseconds(300),
        ErrorPage = (context, status) => context.Response.WriteAsync($"page {status}"),
    };

    private ProxyUnderTest _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyUnderTest.StartAsync(
        context =>
        {
            context.Abort();
            return Task.CompletedTask;
        },
        options: Options);

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Refused_connection_is_503()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        PointTo(free);
        free.Stop();
        await AssertOutageAsync(503);
    }

    [Fact]
    public async Task Connection_that_breaks_before_the_answer_is_503() => await AssertOutageAsync(503);

    [Fact]
    public async Task Target_that_dies_after_its_headers_is_503_without_them()
    {
        using var dying = new TcpListener(IPAddress.Loopback, 0);
        dying.Start();
        PointTo(dying);
        var answering = AnswerHalfAsync(dying);
        using var response = await _proxy.SendAsync("GET", "/user/ada/api", [$"Cookie: {_proxy.Cookie()}"], Cancel);
        await answering;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.False(response.Headers.Contains("X-Half"));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Target_that_takes_no_connection_is_504()
    {
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start(backlog: 1);
        PointTo(deaf);
        var waiting = await FillBacklogAsync((IPEndPoint)deaf.LocalEndpoint);
        await AssertOutageAsync(504);
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Upgrade_to_a_target_that_is_down_is_503()
    {
        _proxy.Publish(_proxy.Route with { Target = new Uri("http://127.0.0.1:1") });
        string[] headers =
        [
            $"Cookie: {_proxy.Cookie()}", "Sec-Fetch-Site: same-origin", "Connection: Upgrade", "Upgrade: websocket",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ];
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _proxy.SendAsync("GET", "/user/ada/ws", headers, Cancel)).StatusCode);
    }

    private static async Task AnswerHalfAsync(TcpListener listener)
    {
        using var connection = await listener.AcceptTcpClientAsync(Cancel);
        var stream = connection.GetStream();
        Assert.NotEqual(0, await stream.ReadAsync(new byte[4096], Cancel));
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-Half: yes\r\nContent-Length: 10\r\n\r\n"u8.ToArray(), Cancel);
    }

    private void PointTo(TcpListener listener) =>
        _proxy.Publish(_proxy.Route with { Target = new Uri($"http://{listener.LocalEndpoint}") });

    private async Task AssertOutageAsync(int status)
    {
        var program = await _proxy.SendAsync("GET", "/user/ada/api", [$"Cookie: {_proxy.Cookie()}"], Cancel);
        Assert.Equal((HttpStatusCode)status, program.StatusCode);
        var body = JsonDocument.Parse(await program.Content.ReadAsStringAsync(Cancel)).RootElement;
        Assert.Equal(status, body.GetProperty("status").GetInt32());

        var person = await _proxy.SendAsync("GET", "/user/ada/lab", [$"Cookie: {_proxy.Cookie()}", "Accept: text/html"], Cancel);
        Assert.Equal((HttpStatusCode)status, person.StatusCode);
        Assert.Equal($"page {status}", await person.Content.ReadAsStringAsync(Cancel));
    }

    // The kernel leaves further connections unanswered once the queue of those not yet accepted is full.
    private static async Task<List<Socket>> FillBacklogAsync(IPEndPoint address)
    {
        var sockets = new List<Socket>();
        while (true)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            patience.CancelAfter(TimeSpan.FromMilliseconds(300));
            try
            {
                await socket.ConnectAsync(address, patience.Token);
            }
            catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
            {
                return sockets;
            }
        }
    }
}
