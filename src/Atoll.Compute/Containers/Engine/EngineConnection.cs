using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Atoll.Compute.Containers.Engine;

/// <summary>HTTP over an engine's unix socket: one pool of connections, one version of the API, one translation of failures.</summary>
internal sealed class EngineConnection(string socketPath, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private const string PodmanPrefix = "/v4.0.0/libpod";

    private static readonly Version Spoken = new(1, 41);

    private readonly HttpClient _http = new(Handler(socketPath))
    {
        BaseAddress = new Uri("http://engine"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private string? _prefix;
    private EngineKind _kind;

    /// <summary>Sends a request and reads the whole answer, whatever its status.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken) =>
        SendAsync(method, path, body, TimeSpan.Zero, cancellationToken);

    /// <summary>The same for a call that only Podman has.</summary>
    public Task<HttpResponseMessage> SendOwnAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken) =>
        GuardAsync(timeout, async limited =>
        {
            using var request = new HttpRequestMessage(method, PodmanPrefix + path) { Content = body };
            return await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limited);
        }, cancellationToken);

    /// <summary>Which engine answers.</summary>
    public async Task<EngineKind> KindAsync(CancellationToken cancellationToken)
    {
        await GuardAsync(timeout, PrefixAsync, cancellationToken);
        return _kind;
    }

    /// <summary>The same for a call that takes <paramref name="extra"/> longer by design.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body, TimeSpan extra, CancellationToken cancellationToken) =>
        GuardAsync(timeout + extra, async limited =>
        {
            using var request = new HttpRequestMessage(method, await PrefixAsync(limited) + path) { Content = body };
            return await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limited);
        }, cancellationToken);

    /// <summary>Sends a request and returns once the headers are there; the body may go on for hours.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, TimeSpan patience, CancellationToken cancellationToken) =>
        GuardAsync(patience, async limited =>
        {
            using var request = new HttpRequestMessage(method, await PrefixAsync(limited) + path);
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited);
        }, cancellationToken);

    /// <summary>The answer's body, or a <see cref="SiteException"/> when it is no success.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage reply, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await ThrowUnlessFineAsync(reply, cancellationToken);
        return Parse(await reply.Content.ReadAsStringAsync(cancellationToken), type);
    }

    /// <summary>JSON of the engine's API, or a <see cref="SiteException"/> when it is something else.</summary>
    public static T Parse<T>(string text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new SiteException(SiteFault.Refused, $"The container engine does not speak its API: {e.Message}", e);
        }
    }

    /// <summary>Throws unless the answer is a success or "not modified", which says that it was so already.</summary>
    public static async Task ThrowUnlessFineAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        if (!reply.IsSuccessStatusCode && reply.StatusCode != HttpStatusCode.NotModified)
        {
            throw EngineFaults.From(reply.StatusCode, await MessageAsync(reply, cancellationToken));
        }
    }

    /// <summary>A failure while a body is being read, as one of ours.</summary>
    public SiteException Lost(Exception? inner) => EngineFaults.Away(socketPath, inner);

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(string socketPath) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>The oldest version that the engine still speaks, but not older than ours: newer engines drop old ones.</summary>
    private async Task<string> PrefixAsync(CancellationToken cancellationToken)
    {
        if (_prefix is null)
        {
            using var reply = await _http.GetAsync("/version", cancellationToken);
            var version = await ReadAsync(reply, EngineJson.Default.EngineVersion, cancellationToken);
            _kind = KindOf(version);
            _prefix = $"/v{Negotiated(version.MinApiVersion)}";
        }

        return _prefix;
    }

    private static EngineKind KindOf(EngineVersion version) =>
        version.Components?.Any(component => component.Name?.Contains("Podman", StringComparison.OrdinalIgnoreCase) is true) is true
            ? EngineKind.Podman
            : EngineKind.Docker;

    private static Version Negotiated(string? oldest) =>
        Version.TryParse(oldest, out var version) && version > Spoken ? version : Spoken;

    private async Task<T> GuardAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            return await send(both.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            // A different engine may answer next time.
            _prefix = null;
            throw Lost(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw EngineFaults.Slow(socketPath, limit, e);
        }
    }

    private static async Task<string> MessageAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        var text = await reply.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(text, EngineJson.Default.EngineError)?.Message ?? text;
        }
        catch (JsonException)
        {
            // Not every layer of an engine answers in JSON.
            return text.Length > 0 ? text : $"HTTP {(int)reply.StatusCode}";
        }
    }
}
