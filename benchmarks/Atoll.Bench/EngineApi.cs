using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Atoll.Bench;

/// <summary>The container engine without Atoll in between: JSON as it is, on the same socket that the hub uses.</summary>
internal sealed class EngineApi : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync })
    {
        BaseAddress = new Uri("http://engine/v1.41/"),
    };

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<JsonNode>(path, cancellationToken) ?? throw new InvalidOperationException($"The engine says nothing of {path}.");

    /// <summary>Posts and returns the answer; null when it is empty.</summary>
    public async Task<JsonNode?> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var answer = await _http.PostAsync(path, content, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return !answer.IsSuccessStatusCode ? throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}")
            : text.Length == 0 ? null : JsonNode.Parse(text);
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.DeleteAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(EngineSocket.Find("")), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
