using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using Atoll.Platform;

namespace Atoll.Commands;

/// <summary>The running hub, through the socket in its data folder.</summary>
internal sealed class HubConnection(DataFolder data) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(data.Socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://atoll"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Whether a hub runs on this data folder.</summary>
    public bool IsUp => File.Exists(data.Socket) && EngineSocket.Answers(data.Socket);

    public async Task<CommandReply> AskAsync<T>(string path, T request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(CommandEndpoints.Prefix + path, request, type, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    public async Task<CommandReply> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(CommandEndpoints.Prefix + path, content: null, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<CommandReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync(CommandsJson.Default.CommandReply, cancellationToken))!
            : CommandReply.Fault($"The running hub answered {(int)response.StatusCode}; its log says more.");
}
