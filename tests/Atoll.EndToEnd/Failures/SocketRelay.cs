using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Atoll.EndToEnd.Failures;

/// <summary>A socket in front of the engine's, so that the engine is away for one hub alone.</summary>
internal sealed class SocketRelay : IAsyncDisposable
{
    private readonly string _behind;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-relay-");
    private readonly ConcurrentBag<Socket> _open = [];
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    public SocketRelay(string behind)
    {
        _behind = behind;
        Open();
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "engine.sock");

    /// <summary>The engine answers (again).</summary>
    public void Open()
    {
        File.Delete(Path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Every connection breaks, and new ones are refused, as when an engine dies.</summary>
    public async Task CloseAsync()
    {
        _listener?.Dispose();
        await _accepting;
        while (_open.TryTake(out var socket))
        {
            socket.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Delete(recursive: true);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                _ = RelayAsync(await listener.AcceptAsync());
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task RelayAsync(Socket front)
    {
        var back = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _open.Add(front);
        _open.Add(back);
        try
        {
            await back.ConnectAsync(new UnixDomainSocketEndPoint(_behind));
            await using var one = new NetworkStream(front, ownsSocket: true);
            await using var other = new NetworkStream(back, ownsSocket: true);
            await Task.WhenAny(one.CopyToAsync(other), other.CopyToAsync(one));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            // Closed on purpose, or by the hub.
        }
    }
}
