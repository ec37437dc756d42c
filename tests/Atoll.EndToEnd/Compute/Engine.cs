using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Atoll.EndToEnd.Compute;

/// <summary>The container engine that these tests use, spoken to directly for what a site has no business doing.</summary>
internal sealed class Engine : IDisposable
{
    private static readonly string[] Usual = ["/run/atoll-engine/docker.sock", "/var/run/docker.sock"];

    private readonly HttpClient _http;

    /// <summary>The machine's.</summary>
    public Engine()
        : this(Candidates().FirstOrDefault(Answers) ?? throw new InvalidOperationException(
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
        using var reply = await _http.PostAsync($"/v1.41/images/create?fromSrc=-&repo={repository}:{tag}{query}", body, cancellationToken);
        var text = await reply.Content.ReadAsStringAsync(cancellationToken);
        if (!reply.IsSuccessStatusCode || text.Contains("errorDetail", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The engine does not import {repository}:{tag}: {text}");
        }
    }

    /// <summary>Makes an image that is another one with changes, as Dockerfile lines: quick, and of an id of its own.</summary>
    public async Task CommitAsync(string image, string name, IEnumerable<string> changes, CancellationToken cancellationToken)
    {
        using var body = new StringContent($$"""{"Image":"{{image}}","Cmd":["true"]}""", Encoding.UTF8, "application/json");
        using var created = await _http.PostAsync("/v1.41/containers/create", body, cancellationToken);
        var container = JsonNode.Parse(await created.Content.ReadAsStringAsync(cancellationToken))!["Id"]!.GetValue<string>();
        try
        {
            var (repository, tag) = (name[..name.LastIndexOf(':')], name[(name.LastIndexOf(':') + 1)..]);
            var query = string.Concat(changes.Select(change => $"&changes={Uri.EscapeDataString(change)}"));
            // Podman wants a body, though there is nothing to say in it, and nothing runs that it could pause.
            using var nothing = new StringContent("{}", Encoding.UTF8, "application/json");
            using var reply = await _http.PostAsync(
                $"/v1.41/commit?pause=0&container={container}&repo={repository}&tag={tag}{query}", nothing, cancellationToken);
            reply.EnsureSuccessStatusCode();
        }
        finally
        {
            (await _http.DeleteAsync($"/v1.41/containers/{container}?force=1", CancellationToken.None)).Dispose();
        }
    }

    public async Task<string> IdOfAsync(string image, CancellationToken cancellationToken) =>
        (await GetAsync($"/v1.41/images/{image}/json", cancellationToken))["Id"]!.GetValue<string>();

    /// <summary>The image that a container runs, and the value of one of its variables.</summary>
    public async Task<(string Image, string Value)> ImageOfAsync(string container, string variable, CancellationToken cancellationToken)
    {
        var inspected = await GetAsync($"/v1.41/containers/{container}/json", cancellationToken);
        var variables = inspected["Config"]!["Env"]!.AsArray().Select(each => each!.GetValue<string>());
        return (inspected["Image"]!.GetValue<string>(), variables.Single(each => each.StartsWith(variable + "=", StringComparison.Ordinal))[(variable.Length + 1)..]);
    }

    /// <summary>Gives an image another name, taking it from whichever has it.</summary>
    public async Task TagAsync(string image, string name, CancellationToken cancellationToken)
    {
        var (repository, tag) = (name[..name.LastIndexOf(':')], name[(name.LastIndexOf(':') + 1)..]);
        (await _http.PostAsync($"/v1.41/images/{image}/tag?repo={repository}&tag={tag}", null, cancellationToken)).EnsureSuccessStatusCode();
    }

    public async Task RemoveImageAsync(string image, CancellationToken cancellationToken) =>
        (await _http.DeleteAsync($"/v1.41/images/{image}?force=1", cancellationToken)).Dispose();

    /// <summary>As somebody does who tidies up the machine.</summary>
    public async Task RemoveContainerAsync(string id, CancellationToken cancellationToken) =>
        (await _http.DeleteAsync($"/v1.41/containers/{id}?force=1", cancellationToken)).EnsureSuccessStatusCode().Dispose();

    /// <summary>Kills what runs in it; the container stays.</summary>
    public async Task KillContainerAsync(string id, CancellationToken cancellationToken) =>
        (await _http.PostAsync($"/v1.41/containers/{id}/kill", null, cancellationToken)).EnsureSuccessStatusCode().Dispose();

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await _http.GetStringAsync(path, cancellationToken))!;

    private static string[] Candidates() =>
        Environment.GetEnvironmentVariable("ATOLL_ENGINE_SOCKET") is { Length: > 0 } chosen ? [chosen] : Usual;

    public static bool Answers(string path)
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
