namespace Atoll.Bench;

/// <summary>The document that holds the latest figures of every part. Only this program writes it; a part replaces its own section.</summary>
internal static class BenchmarksDocument
{
    private const string Head =
        """
        # Benchmarks

        Written by the benchmarks themselves (`./bench --write docs/BENCHMARKS.md`), never by hand. The machine is not the reader's: what
        counts are ratios of things measured in turn in the same run, with their spread. [How they are measured](../benchmarks/README.md).

        """;

    public static async Task PutAsync(FileInfo document, string part, string text, CancellationToken cancellationToken)
    {
        var before = document.Exists ? await File.ReadAllTextAsync(document.FullName, cancellationToken) : Head;
        await File.WriteAllTextAsync(document.FullName, Replaced(before, part, text), cancellationToken);
    }

    private static string Replaced(string document, string part, string text)
    {
        var (begin, end) = ($"<!-- {part} -->\n", $"<!-- end of {part} -->\n");
        var section = begin + text + end;
        var from = document.IndexOf(begin, StringComparison.Ordinal);
        var to = document.IndexOf(end, StringComparison.Ordinal);
        return from < 0 || to < from
            ? document + "\n" + section
            : document[..from] + section + document[(to + end.Length)..];
    }
}
