using System.Buffers.Binary;

namespace Atoll.Compute.Containers.Engine;

/// <summary>
/// Reads the engine's log format for containers without a terminal: frames of one stream number (1 stdout, 2 stderr), three zeros,
/// the length (32 bits, big-endian) and that many bytes. A long line comes in several frames.
/// </summary>
internal static class LogFrames
{
    private const int HeaderBytes = 8;

    /// <summary>The last <paramref name="lines"/> lines of both streams in the order they were written.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(Stream stream, int lines, CancellationToken cancellationToken)
    {
        var tail = new LogTail(lines);
        var rests = new Dictionary<byte, List<byte>>();
        var header = new byte[HeaderBytes];
        while (await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken) == HeaderBytes)
        {
            var payload = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4))];
            await stream.ReadExactlyAsync(payload, cancellationToken);
            if (!rests.TryGetValue(header[0], out var rest))
            {
                rests[header[0]] = rest = [];
            }

            tail.Add(payload, rest);
        }

        foreach (var rest in rests.Values.Where(rest => rest.Count > 0))
        {
            tail.Finish(rest);
        }

        return tail.Lines;
    }
}
