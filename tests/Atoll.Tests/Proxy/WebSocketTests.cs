using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Atoll.Tests.Proxy;

public sealed class WebSocketTests : IAsyncLifetime
{
    // Milliseconds: what hangs shall fail.
    private const int Patience = 60_000;

    private readonly TaskCompletionSource _serverSideEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ProxyUnderTest _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ProxyUnderTest.StartAsync(EchoAsync);

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Theory(Timeout = Patience)]
    [InlineData(5)]
    [InlineData(300_000)]
    public async Task Messages_pass_both_ways(int length)
    {
        using var socket = await ConnectAsync();
        Assert.Equal("kernel.v1", socket.SubProtocol);
        var message = new string('m', length);
        Assert.Equal(message, await EchoedAsync(socket, message));
        Assert.Equal("again", await EchoedAsync(socket, "again"));
    }

    [Fact(Timeout = Patience)]
    public async Task Sockets_over_HTTP2_pass_are_metered_and_revoked_alike()
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var socket = await ConnectAsync("Cookie", _proxy.Cookie(), client);
        Assert.Equal("hello", await EchoedAsync(socket, "hello"));
        Assert.Equal([ProxyUnderTest.Resource], _proxy.Meter.Drain().Keys);
        _proxy.Revocations.Revoke("session:session-1", _proxy.Time.GetUtcNow().AddMinutes(5));
        await AssertEndsAsync(socket);
        await _serverSideEnded.Task.WaitAsync(Cancel);
    }

    [Fact(Timeout = Patience)]
    public async Task Stopping_the_program_does_not_wait_for_open_sockets()
    {
        using var socket = await ConnectAsync();
        await EchoedAsync(socket, "hello");
        // The server itself would wait half a minute for it.
        await _proxy.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await _serverSideEnded.Task.WaitAsync(Cancel);
    }

    [Fact(Timeout = Patience)]
    public async Task Closing_shakes_hands_with_the_server()
    {
        using var socket = await ConnectAsync();
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Cancel);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await _serverSideEnded.Task.WaitAsync(Cancel);
    }

    [Fact(Timeout = Patience)]
    public async Task A_client_that_vanishes_ends_the_servers_side()
    {
        var socket = await ConnectAsync();
        await EchoedAsync(socket, "hello");
        socket.Abort();
        await _serverSideEnded.Task.WaitAsync(Cancel);
        socket.Dispose();
    }

    [Fact(Timeout = Patience)]
    public async Task A_server_that_vanishes_ends_the_clients_side()
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.UTF8.GetBytes("die"), WebSocketMessageType.Text, true, Cancel);
        await AssertEndsAsync(socket);
    }

    [Theory(Timeout = Patience)]
    [InlineData("session:session-1")]
    [InlineData("user:7")]
    [InlineData("resource:server:12")]
    [InlineData("entry:7@server:12")]
    public async Task Revocation_closes_both_sides_at_once(string subject)
    {
        using var socket = await ConnectAsync();
        await EchoedAsync(socket, "hello");
        _proxy.Revocations.Revoke(subject, _proxy.Time.GetUtcNow().AddMinutes(5));
        await AssertEndsAsync(socket);
        await _serverSideEnded.Task.WaitAsync(Cancel);
        await _proxy.NothingLiveAsync(Cancel);
    }

    [Fact(Timeout = Patience)]
    public async Task Revocation_of_a_token_closes_what_it_opened()
    {
        _proxy.Tokens.Allow("good", ProxyUnderTest.Ada with { SessionId = null, TokenId = "t1" });
        using var socket = await ConnectAsync("Authorization", "token good");
        await EchoedAsync(socket, "hello");
        _proxy.Revocations.Revoke("token:t1", _proxy.Time.GetUtcNow().AddMinutes(5));
        await AssertEndsAsync(socket);
    }

    [Fact(Timeout = Patience)]
    public async Task Revocation_of_another_leaves_it_open()
    {
        using var socket = await ConnectAsync();
        _proxy.Revocations.Revoke("session:session-2", _proxy.Time.GetUtcNow().AddMinutes(5));
        _proxy.Revocations.Revoke("user:8", _proxy.Time.GetUtcNow().AddMinutes(5));
        _proxy.Revocations.Revoke("entry:8@server:12", _proxy.Time.GetUtcNow().AddMinutes(5));
        _proxy.Revocations.Revoke("entry:7@server:1", _proxy.Time.GetUtcNow().AddMinutes(5));
        Assert.Equal("still here", await EchoedAsync(socket, "still here"));
    }

    [Fact(Timeout = Patience)]
    public async Task Revoked_cookie_opens_no_socket()
    {
        var cookie = _proxy.Cookie();
        _proxy.Revocations.Revoke("session:session-1", _proxy.Time.GetUtcNow().AddMinutes(5));
        var failure = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync("Cookie", cookie));
        Assert.Contains("403", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Traffic_counts_as_activity_and_silence_does_not()
    {
        using var socket = await ConnectAsync();
        await EchoedAsync(socket, "hello");
        _proxy.Meter.Drain();

        _proxy.Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_proxy.Meter.Drain());
        await EchoedAsync(socket, "hello");
        Assert.Equal(_proxy.Time.GetUtcNow(), _proxy.Meter.Drain()[ProxyUnderTest.Resource]);
    }

    private async Task EchoAsync(HttpContext context)
    {
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync("kernel.v1");
            await EchoAsync(context, socket);
        }
        finally
        {
            _serverSideEnded.SetResult();
        }
    }

    private static async Task EchoAsync(HttpContext context, WebSocket socket)
    {
        var buffer = new byte[16_384];
        while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } read)
        {
            if (Encoding.UTF8.GetString(buffer, 0, read.Count) == "die")
            {
                context.Abort();
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private Task<ClientWebSocket> ConnectAsync() => ConnectAsync("Cookie", _proxy.Cookie());

    private async Task<ClientWebSocket> ConnectAsync(string header, string value, HttpMessageInvoker? http2 = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("kernel.v1");
        socket.Options.SetRequestHeader(header, value);
        socket.Options.HttpVersion = http2 is null ? HttpVersion.Version11 : HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var address = http2 is null ? _proxy.Address : _proxy.Http2Address;
        socket.Options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/user/ada/api/kernels/k" }.Uri, http2, Cancel);
        return socket;
    }

    private static async Task<string> EchoedAsync(ClientWebSocket socket, string message)
    {
        var sending = socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Cancel);
        var buffer = new byte[message.Length + 1];
        var length = 0;
        ValueWebSocketReceiveResult read;
        do
        {
            read = await socket.ReceiveAsync(buffer.AsMemory(length), Cancel);
            length += read.Count;
        }
        while (!read.EndOfMessage);
        await sending;
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static async Task AssertEndsAsync(ClientWebSocket socket) =>
        await Assert.ThrowsAsync<WebSocketException>(async () => await socket.ReceiveAsync(new byte[10].AsMemory(), Cancel));
}
