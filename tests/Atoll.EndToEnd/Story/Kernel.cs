using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.TestKit;

namespace Atoll.EndToEnd.Story;

/// <summary>A Python kernel in a user's running server, through the proxy, as Jupyter's clients use it.</summary>
internal sealed class Kernel
{
    private readonly ClientWebSocket _socket;
    private readonly string _session = Guid.NewGuid().ToString("n");

    private Kernel(ClientWebSocket socket) => _socket = socket;

    public static async Task<Kernel> ConnectAsync(HubFixture hub, UserRow user)
    {
        var token = await hub.TokenAsync(user);
        using var http = hub.Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", token);
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync($"/user/{user.Name}/api/kernels", body);
        answer.EnsureSuccessStatusCode();
        var id = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<string>();
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"token {token}");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{hub.Settings.Port}/user/{user.Name}/api/kernels/{id}/channels"), CancellationToken.None);
        var kernel = new Kernel(socket);
        await kernel.SettleAsync();
        return kernel;
    }

    /// <summary>Runs code; returns what it printed, trimmed. An exception in it is an exception here.</summary>
    public async Task<string> RunAsync(string code)
    {
        var id = Guid.NewGuid().ToString("n");
        await SendAsync(id, "execute_request", new JsonObject { ["code"] = code, ["silent"] = false });
        var printed = new StringBuilder();
        while (true)
        {
            var message = JsonNode.Parse(await ReceiveAsync())!;
            if (message["parent_header"]?["msg_id"]?.GetValue<string>() != id)
            {
                continue;
            }

            switch (message["header"]!["msg_type"]!.GetValue<string>())
            {
                case "stream":
                    printed.Append(message["content"]!["text"]!.GetValue<string>());
                    break;
                case "error":
                    throw new InvalidOperationException(message["content"]!["evalue"]!.GetValue<string>());
                case "status" when message["content"]!["execution_state"]!.GetValue<string>() == "idle":
                    return printed.ToString().Trim();
            }
        }
    }

    // A kernel publishes to nobody until its server's subscription has reached it: what it says before is lost. So Jupyter's clients ask
    // who it is until they have heard it, and only then send work.
    private async Task SettleAsync()
    {
        using var heard = new CancellationTokenSource();
        var asking = AskAsync(heard.Token);
        while (!IsAnswered(JsonNode.Parse(await ReceiveAsync())!))
        {
        }

        await heard.CancelAsync();
        await asking;
    }

    private async Task AskAsync(CancellationToken heard)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
        {
            await SendAsync(Guid.NewGuid().ToString("n"), "kernel_info_request", []);
        }
        while (!heard.IsCancellationRequested && await TickAsync(timer, heard));
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private bool IsAnswered(JsonNode message) =>
        message["header"]!["msg_type"]!.GetValue<string>() == "status"
        && message["content"]!["execution_state"]!.GetValue<string>() == "idle"
        && message["parent_header"]?["session"]?.GetValue<string>() == _session;

    private Task SendAsync(string id, string type, JsonObject content)
    {
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
        return _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private async Task<string> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, limit.Token);
            message.Write(buffer.AsSpan(0, part.Count));
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }
}
