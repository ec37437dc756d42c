using Microsoft.Playwright;

namespace Atoll.EndToEnd.Pages;

/// <summary>axe-core on a page in the browser: every rule of WCAG 2.0 to 2.2, levels A and AA, and its best practices.</summary>
internal static class Axe
{
    private const string Run =
        """
        async () => (await axe.run(document, {
          resultTypes: ['violations'],
          runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
        })).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`))
        """;

    private static readonly Lazy<string> _source = new(Read);

    /// <summary>What it finds, a line each.</summary>
    public static async Task<string[]> FindAsync(IPage page)
    {
        // Evaluated by the browser's tools: the page's own policy lets no foreign script in, and stays as it is.
        await page.EvaluateAsync(_source.Value);
        return await page.EvaluateAsync<string[]>(Run);
    }

    private static string Read()
    {
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "Atoll.EndToEnd", "Pages"));
        var file = Path.Combine(folder, "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw new FileNotFoundException($"axe-core is not installed. ./test does it; by hand: npm ci --prefix {folder}", file);
    }
}
