using System.Text;

namespace Atoll.Compute;

/// <summary>Keeps the last lines of what a workload wrote. Its output is not trusted: neither to end its lines nor to be text.</summary>
internal sealed class LogTail(int lines)
{
    /// <summary>A longer line is cut: some programs draw progress bars for hours without one line end.</summary>
    public const int MaxLineBytes = 16 << 10;

    private readonly Queue<string> _kept = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Lines => [.. _kept];

    /// <summary>Output that may begin and end within a line; <paramref name="rest"/> holds the unfinished one of its stream.</summary>
    public void Add(ReadOnlySpan<byte> output, List<byte> rest)
    {
        while (output.IndexOf((byte)'\n') is var end and >= 0)
        {
            Append(rest, output[..end]);
            Finish(rest);
            output = output[(end + 1)..];
        }

        Append(rest, output);
    }

    /// <summary>The line in <paramref name="rest"/> is complete.</summary>
    public void Finish(List<byte> rest)
    {
        if (rest is [.., (byte)'\r'])
        {
            rest.RemoveAt(rest.Count - 1);
        }

        _kept.Enqueue(Encoding.UTF8.GetString([.. rest]));
        rest.Clear();
        if (_kept.Count > lines)
        {
            _kept.Dequeue();
        }
    }

    private static void Append(List<byte> rest, ReadOnlySpan<byte> part) =>
        rest.AddRange(part[..Math.Min(part.Length, MaxLineBytes - rest.Count)]);
}
