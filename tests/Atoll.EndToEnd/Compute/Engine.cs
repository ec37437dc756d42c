using System.Net.Sockets;

namespace Atoll.EndToEnd.Compute;

/// <summary>The container engine that these tests use, spoken to directly for what a site has no business doing.</summary>
internal sealed class Engine : IDisposable
{
    private static readonly string[] Usual = ["/run/atoll-engine/docker.sock", "/var/run/docker.sock"];

    private readonly HttpClient _http;

    public Engine()
        : this(Candidates().FirstOrDefault(Answers)
            ?? throw new InvalidOperationException(
                $"No container engine answers at {string.Join(" or ", Candidates())}. Start one with deploy/engine start, or set ATOLL_ENGINE_SOCKET."))
    {
    }

    public Engine(string socketPath)
    {
        SocketPath = socketPath;
        var handler = new SocketsHttpHandler { ConnectCallback = async (_, token) => new NetworkStream(await ConnectAsync(SocketPath, token), true) };
        _http = new(handler) { BaseAddress = new Uri("http://engine") };
    }

    public string SocketPath { get; }

    public async Task<bool> HasImageAsync(string image, CancellationToken cancellationToken) =>
        (await _http.GetAsync($"/v1.41/images/{image}/json", cancellationToken)).IsSuccessStatusCode;

    /// <summary>Makes an image of one layer from a tar.</summary>
    public async Task ImportAsync(string repository, string tag, IEnumerable<string> changes, Stream tar, CancellationToken cancellationToken)
    {
        var query = string.Concat(changes.Select(change => $"&changes={Uri.EscapeDataString(change)}"));
        using var body = new StreamContent(tar);
        using var reply = await _http.PostAsync($"/v1.41/images/create?fromSrc=-&repo={repository}&tag={tag}{query}", body, cancellationToken);
        var text = await reply.Content.ReadAsStringAsync(cancellationToken);
        if (!reply.IsSuccessStatusCode || text.Contains("errorDetail", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The engine does not import {repository}:{tag}: {text}");
        }
    }

    public async Task RemoveImageAsync(string image, CancellationToken cancellationToken) =>
        (await _http.DeleteAsync($"/v1.41/images/{image}?force=1", cancellationToken)).Dispose();

    public void Dispose() => _http.Dispose();

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

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return socket;
    }
}
