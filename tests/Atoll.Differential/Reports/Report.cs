using System.Text;
using Atoll.Differential.Answers;

namespace Atoll.Differential.Reports;

/// <summary>What an engineer needs to act: the differences by endpoint and kind, the first few of each with both answers.</summary>
internal static class Report
{
    private const int Shown = 3;
    private const int Longest = 1500;

    /// <summary>Where it is written: below the build's output, whatever was built.</summary>
    public static string Folder { get; } = Path.Combine(Artifacts(), "differential");

    public static async Task WriteAsync(IReadOnlyCollection<Comparison> comparisons, string log, IEnumerable<string> complaints)
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "report.md"), Of(comparisons));
        await File.WriteAllLinesAsync(
            Path.Combine(Folder, "differences.tsv"),
            comparisons.SelectMany(one => one.Differences.Select(difference => $"{one.Title}\t{difference.Field}\t{Cut(difference.Theirs)}\t{Cut(difference.Ours)}")));
        await File.WriteAllTextAsync(Path.Combine(Folder, "jupyterhub.log"), log);
        await File.WriteAllLinesAsync(Path.Combine(Folder, "atoll.log"), complaints);
    }

    public static string Of(IReadOnlyCollection<Comparison> comparisons)
    {
        var text = new StringBuilder();
        var different = comparisons.Where(one => one.Differences.Count > 0).ToList();
        text.AppendLine($"{comparisons.Count} requests, {comparisons.Count(one => one.BothSucceed)} succeed on both, {different.Count} differ.");
        foreach (var endpoint in different.GroupBy(one => one.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.AppendLine().AppendLine($"# {endpoint.Key}: {endpoint.Count()} of {comparisons.Count(one => one.Group == endpoint.Key)}");
            var kinds = endpoint.SelectMany(one => one.Differences.Select(difference => (one, difference))).GroupBy(pair => KindOf(pair.difference));
            foreach (var kind in kinds.OrderByDescending(group => group.Count()))
            {
                text.AppendLine().AppendLine($"## {kind.Key} ({kind.Count()})");
                foreach (var (comparison, difference) in kind.Take(Shown))
                {
                    text.AppendLine($"- `{comparison.Title}`: {difference.Field}: JupyterHub `{Cut(difference.Theirs)}`, Atoll `{Cut(difference.Ours)}`");
                    text.AppendLine($"  - JupyterHub {comparison.Theirs.Status}: `{Cut(comparison.Theirs.Text)}`");
                    text.AppendLine($"  - Atoll {comparison.Ours.Status}: `{Cut(comparison.Ours.Text)}`");
                }
            }
        }

        return text.ToString();
    }

    // Where in a list it is does not matter for what it is.
    private static string KindOf(Difference difference) => difference.Field switch
    {
        "status" => $"status {difference.Theirs}, not {difference.Ours}",
        var field => System.Text.RegularExpressions.Regex.Replace(field, @"\[\d+\]", "[]"),
    };

    private static string Cut(string text) => text.Length <= Longest ? text.ReplaceLineEndings(" ") : text[..Longest].ReplaceLineEndings(" ") + "…";

    private static string Artifacts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Name != "artifacts")
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} lies in no folder 'artifacts'.");
        }

        return folder.FullName;
    }
}
