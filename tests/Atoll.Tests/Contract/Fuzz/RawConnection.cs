using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>What came back: everything, as one character per byte. Status 0: the server hung up without a word.</summary>
internal sealed record RawAnswer(int Status, string Text);

/// <summary>
/// A connection over which anything can be sent: clients of the framework refuse to send most of what is wrong. It is kept as long as the
/// server keeps it.
/// </summary>
internal sealed class RawConnection(int port) : IDisposable
{
    /// <summary>Generous: most answers take well under a millisecond.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _read = new();
    private Socket? _socket;

    /// <exception cref="TimeoutException">No whole answer came in time.</exception>
    public RawAnswer Ask(byte[] request, bool isHead)
    {
        try
        {
            _read.Clear();
            Connected().Send(request);
            return Read(isHead);
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            Dispose();
            throw new TimeoutException($"No answer within {Patience.TotalSeconds} s; so far: {_read}", failure);
        }
        catch (SocketException)
        {
            Dispose();
            return new RawAnswer(0, _read.ToString());
        }
    }

    public void Dispose()
    {
        // At once, so that tens of thousands of closed connections do not use up the ports.
        _socket?.Close(0);
        _socket = null;
    }

    private Socket Connected()
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
            _socket.SendTimeout = (int)Patience.TotalMilliseconds;
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Connect(IPAddress.Loopback, port);
        }

        return _socket;
    }

    private RawAnswer Read(bool isHead)
    {
        int end;
        while ((end = _read.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!More())
            {
                return Hung();
            }
        }

        var head = _read.ToString(0, end);
        var status = int.Parse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        ReadBody(head, end + 4, isHead || status is 204 or 304);
        if (Header(head, "Connection") == "close" || Header(head, "Content-Type")?.StartsWith("text/event-stream", StringComparison.Ordinal) == true)
        {
            Dispose();
        }

        return new RawAnswer(status, _read.ToString());
    }

    private void ReadBody(string head, int start, bool hasNone)
    {
        // A stream ends when it ends; that it began is the answer.
        if (hasNone || Header(head, "Content-Type")?.StartsWith("text/event-stream", StringComparison.Ordinal) == true)
        {
            return;
        }

        var isChunked = Header(head, "Transfer-Encoding") == "chunked";
        var whole = start + int.Parse(Header(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture);
        while (isChunked ? !EndsWith("0\r\n\r\n") : _read.Length < whole)
        {
            if (!More())
            {
                throw new InvalidOperationException($"The server hung up in the middle of: {_read}");
            }
        }
    }

    private bool EndsWith(string text) => _read.Length >= text.Length && _read.ToString(_read.Length - text.Length, text.Length) == text;

    private static string? Header(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var start = at + name.Length + 4;
        var end = head.IndexOf("\r\n", start, StringComparison.Ordinal);
        return end < 0 ? head[start..] : head[start..end];
    }

    private RawAnswer Hung()
    {
        Dispose();
        return new RawAnswer(0, _read.ToString());
    }

    private bool More()
    {
        var count = _socket!.Receive(_buffer);
        _read.Append(Encoding.Latin1.GetString(_buffer, 0, count));
        return count > 0;
    }
}
