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
        return new Kernel(socket);
    }

    /// <summary>Runs code; returns what it printed, trimmed. An exception in it is an exception here.</summary>
    public async Task<string> RunAsync(string code)
    {
        var id = Guid.NewGuid().ToString("n");
        await _socket.SendAsync(Request(id, code), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
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

    private byte[] Request(string id, string code) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["header"] = new JsonObject
        {
            ["msg_id"] = id, ["msg_type"] = "execute_request", ["session"] = _session, ["username"] = "", ["version"] = "5.3", ["date"] = "",
        },
        ["parent_header"] = new JsonObject(),
        ["metadata"] = new JsonObject(),
        ["content"] = new JsonObject { ["code"] = code, ["silent"] = false },
        ["channel"] = "shell",
        ["buffers"] = new JsonArray(),
    }.ToJsonString(JsonSerializerOptions.Default));

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
