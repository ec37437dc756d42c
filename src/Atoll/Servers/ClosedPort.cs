using System.Net;
using System.Net.Sockets;

namespace Atoll.Servers;

/// <summary>
/// Tells cheaply that nobody listens yet. That is what most looks at a booting server find, and an exception that travels through an HTTP
/// client each time takes CPU that the server wants for its boot.
/// </summary>
internal static class ClosedPort
{
    // The port is on this machine's own bridge: what takes longer than this is not a closed port.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>True when connections to <paramref name="address"/> (<c>host:port</c>) are refused; false for all else, which a request finds out.</summary>
    public static async Task<bool> IsAtAsync(string? address, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(address ?? "", out var end))
        {
            return false;
        }

        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var outcome = await ConnectAsync(end, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return outcome is SocketError.ConnectionRefused;
    }

    private static async Task<SocketError> ConnectAsync(IPEndPoint end, CancellationToken cancellationToken)
    {
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var attempt = new SocketAsyncEventArgs { RemoteEndPoint = end };
        var done = new TaskCompletionSource<SocketError>(TaskCreationOptions.RunContinuationsAsynchronously);
        attempt.Completed += (_, ended) => done.TrySetResult(ended.SocketError);
        if (!socket.ConnectAsync(attempt))
        {
            return attempt.SocketError;
        }

        await using var cancelled = cancellationToken.Register(() => Socket.CancelConnectAsync(attempt));
        return await done.Task;
    }
}
