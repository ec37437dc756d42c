using System.Buffers.Binary;
using System.Text;
using Atoll.Compute;
using Atoll.Compute.Containers.Engine;
using Xunit;

namespace Atoll.Tests.Compute.Containers;

public sealed class LogFramesTests
{
    [Fact]
    public async Task Lines_of_both_streams_keep_their_order() =>
        Assert.Equal(["one", "two", "three"], await ReadAsync(10, (1, "one\n"), (2, "two\n"), (1, "three\n")));

    [Fact]
    public async Task A_line_in_several_frames_is_one_even_with_the_other_stream_between() =>
        Assert.Equal(["error", "a long line"], await ReadAsync(10, (1, "a long"), (2, "error\n"), (1, " line\n")));

    [Fact]
    public async Task The_last_line_needs_no_end() => Assert.Equal(["one", "two"], await ReadAsync(10, (1, "one\ntwo")));

    [Fact]
    public async Task Only_the_last_lines_are_kept() => Assert.Equal(["3", "4"], await ReadAsync(2, (1, "1\n2\n3\n"), (1, "4\n")));

    [Fact]
    public async Task Characters_cut_by_a_frame_are_whole() =>
        Assert.Equal(["ü"], await LogFrames.ReadAsync(Frames((1, [0xC3]), (1, [0xBC, (byte)'\n'])), 10, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Carriage_returns_at_the_end_go() => Assert.Equal(["a", "", "b\rc"], await ReadAsync(10, (1, "a\r\n\r\nb\rc\n")));

    [Fact]
    public async Task A_line_without_end_is_cut()
    {
        var lines = await ReadAsync(10, (1, new string('x', LogTail.MaxLineBytes)), (1, "more\n"), (1, "next\n"));

        Assert.Equal([LogTail.MaxLineBytes, 4], lines.Select(line => line.Length));
    }

    [Fact]
    public async Task Nothing_is_nothing() => Assert.Empty(await ReadAsync(10));

    private static Task<IReadOnlyList<string>> ReadAsync(int lines, params (byte Stream, string Text)[] frames) =>
        LogFrames.ReadAsync(
            Frames([.. frames.Select(frame => (frame.Stream, Encoding.UTF8.GetBytes(frame.Text)))]), lines, TestContext.Current.CancellationToken);

    private static MemoryStream Frames(params (byte Stream, byte[] Payload)[] frames)
    {
        var stream = new MemoryStream();
        foreach (var (number, payload) in frames)
        {
            var header = new byte[8];
            header[0] = number;
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), payload.Length);
            stream.Write(header);
            stream.Write(payload);
        }

        stream.Position = 0;
        return stream;
    }
}
