namespace Atoll.Bench.Pages;

/// <summary>How long people wait for the first byte of a page, on a hub with ten thousand of them.</summary>
internal static class PagesPart
{
    private const int People = 10_000;
    private const int RequestsPerRun = 100;

    private static readonly (string Name, string Path, bool SignedIn)[] _pages =
    [
        ("sign in", "/hub/login", false),
        ("start", "/hub/spawn", true),
        ("home", "/hub/home", true),
    ];

    public static async Task<Report> RunAsync(int runs, CancellationToken cancellationToken)
    {
        await using var crowd = await Crowd.GatherAsync(People, cancellationToken);
        var waits = _pages.ToDictionary(page => page.Name, _ => new List<double>(runs * RequestsPerRun));
        // Once without counting: code is compiled, caches are filled.
        await VisitAsync(crowd, [], cancellationToken);
        for (var run = 0; run < runs; run++)
        {
            await VisitAsync(crowd, waits, cancellationToken);
        }

        return PagesReport.Of(waits, People);
    }

    // In turns, so that what else the machine does meets all pages alike.
    private static async Task VisitAsync(Crowd crowd, Dictionary<string, List<double>> waits, CancellationToken cancellationToken)
    {
        for (var request = 0; request < RequestsPerRun; request++)
        {
            foreach (var page in _pages)
            {
                var milliseconds = await crowd.FirstByteAsync(page.Path, page.SignedIn, cancellationToken);
                waits.GetValueOrDefault(page.Name)?.Add(milliseconds);
            }
        }
    }
}
