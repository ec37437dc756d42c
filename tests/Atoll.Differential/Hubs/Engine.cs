using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Atoll.Differential.Hubs;

/// <summary>The machine's container engine, as far as one container needs it.</summary>
internal sealed class Engine : IDisposable
{
    private static readonly string[] Usual = ["/run/atoll-engine/docker.sock", "/var/run/docker.sock", "/run/podman/podman.sock"];

    private readonly HttpClient _http;

    public Engine()
    {
        var path = Candidates().FirstOrDefault(Answers) ?? throw new InvalidOperationException(
            $"No container engine answers at {string.Join(" or ", Candidates())}. Start one with deploy/engine start, or set ATOLL_ENGINE_SOCKET.");
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://engine") };
    }

    /// <summary>Starts a container and returns its id.</summary>
    public async Task<string> RunAsync(JsonObject container)
    {
        using var body = new StringContent(container.ToJsonString(), Encoding.UTF8, "application/json");
        using var created = await _http.PostAsync("/v1.41/containers/create", body);
        var id = (string)JsonNode.Parse(await ReadAsync(created))!["Id"]!;
        using var started = await _http.PostAsync($"/v1.41/containers/{id}/start", null);
        await ReadAsync(started);
        return id;
    }

    /// <summary>What it wrote, as the engine frames it.</summary>
    public async Task<string> LogAsync(string id) =>
        Encoding.UTF8.GetString(await _http.GetByteArrayAsync($"/v1.41/containers/{id}/logs?stdout=1&stderr=1"));

    public async Task<bool> IsRunningAsync(string id) =>
        (bool)JsonNode.Parse(await _http.GetStringAsync($"/v1.41/containers/{id}/json"))!["State"]!["Running"]!;

    public async Task RemoveAsync(string id) => (await _http.DeleteAsync($"/v1.41/containers/{id}?force=1&v=1")).Dispose();

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReadAsync(HttpResponseMessage reply)
    {
        var text = await reply.Content.ReadAsStringAsync();
        return reply.IsSuccessStatusCode ? text : throw new InvalidOperationException($"The engine refuses: {(int)reply.StatusCode} {text}");
    }

    private static string[] Candidates() =>
        Environment.GetEnvironmentVariable("ATOLL_ENGINE_SOCKET") is { Length: > 0 } chosen ? [chosen] : Usual;

    private static bool Answers(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
