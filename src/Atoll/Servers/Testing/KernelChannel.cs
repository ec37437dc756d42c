using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atoll.Servers.Testing;

/// <summary>A kernel's WebSocket: Jupyter's messages, as far as running one cell needs them.</summary>
internal sealed class KernelChannel : IAsyncDisposable
{
    private static readonly TimeSpan _askAgain = TimeSpan.FromMilliseconds(500);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly string _session = Guid.NewGuid().ToString("n");
    private readonly TimeProvider _time;

    private KernelChannel(TimeProvider time) => _time = time;

    /// <summary>Opens it; the kernel hears it when this returns.</summary>
    /// <exception cref="WebSocketException">The server does not let it.</exception>
    public static async Task<KernelChannel> OpenAsync(Uri address, string token, TimeProvider time, CancellationToken cancellationToken)
    {
        var channel = new KernelChannel(time);
        try
        {
            channel._socket.Options.Proxy = null;
            channel._socket.Options.SetRequestHeader("Authorization", $"token {token}");
            await channel._socket.ConnectAsync(address, cancellationToken);
            await channel.SettleAsync(cancellationToken);
            return channel;
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs code; returns all that it printed or came to, errors included.</summary>
    public async Task<string> RunAsync(string code, CancellationToken cancellationToken)
    {
        var id = await SendAsync("execute_request", new JsonObject { ["code"] = code, ["silent"] = false }, cancellationToken);
        var said = new StringBuilder();
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            if (Text(message, "parent_header", "msg_id") != id)
            {
                continue;
            }

            said.Append(Said(message));
            if (IsIdle(message))
            {
                return said.ToString().Trim();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }

    // A kernel publishes to nobody until its server's subscription has reached it: what it says before is lost. So Jupyter's clients ask
    // who it is until they have heard it, and only then send work.
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(heard.Token);
        try
        {
            JsonNode message;
            do
            {
                message = await ReceiveAsync(cancellationToken);
            }
            while (!IsIdle(message) || Text(message, "parent_header", "session") != _session);
        }
        finally
        {
            await heard.CancelAsync();
            await asking;
        }
    }

    private async Task AskAsync(CancellationToken heard)
    {
        using var timer = new PeriodicTimer(_askAgain, _time);
        try
        {
            do
            {
                // An answer must not cut a question in half: that would end the connection.
                await SendAsync("kernel_info_request", [], CancellationToken.None);
            }
            while (await timer.WaitForNextTickAsync(heard));
        }
        catch (OperationCanceledException) when (heard.IsCancellationRequested)
        {
            // It was heard.
        }
    }

    private static string Said(JsonNode message) => Text(message, "header", "msg_type") switch
    {
        "stream" => Text(message, "content", "text") ?? "",
        "execute_result" or "display_data" => message["content"]?["data"]?["text/plain"]?.ToString() ?? "",
        "error" => $"{Text(message, "content", "ename")}: {Text(message, "content", "evalue")}",
        _ => "",
    };

    private static bool IsIdle(JsonNode message) =>
        Text(message, "header", "msg_type") == "status" && Text(message, "content", "execution_state") == "idle";

    private static string? Text(JsonNode message, string part, string key) => message[part]?[key]?.ToString();

    private async Task<string> SendAsync(string type, JsonObject content, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("n");
        var message = new JsonObject
        {
            ["header"] = new JsonObject
            {
                ["msg_id"] = id, ["msg_type"] = type, ["session"] = _session, ["username"] = "", ["version"] = "5.3", ["date"] = "",
            },
            ["parent_header"] = new JsonObject(),
            ["metadata"] = new JsonObject(),
            ["content"] = content,
            ["channel"] = "shell",
            ["buffers"] = new JsonArray(),
        };
        var bytes = Encoding.UTF8.GetBytes(message.ToJsonString(JsonSerializerOptions.Default));
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            return id;
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                throw new WebSocketException($"The kernel's channel was closed: {part.CloseStatusDescription}");
            }

            message.Write(buffer.AsSpan(0, part.Count));
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(Encoding.UTF8.GetString(message.ToArray())) ?? new JsonObject();
            }
        }
    }
}
