namespace Atoll.Compute.Processes;

/// <summary>The end of a log file, which may be long.</summary>
internal static class ProcessLog
{
    public static async Task<IReadOnlyList<string>> TailAsync(string path, int lines, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // More than that many of the longest lines are not looked for; the first one found may be cut.
        file.Seek(-Math.Min(file.Length, (long)lines * LogTail.MaxLineBytes), SeekOrigin.End);
        var tail = new LogTail(lines);
        var rest = new List<byte>();
        var buffer = new byte[64 << 10];
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            tail.Add(buffer.AsSpan(0, count), rest);
        }

        if (rest.Count > 0)
        {
            tail.Finish(rest);
        }

        return tail.Lines;
    }
}
