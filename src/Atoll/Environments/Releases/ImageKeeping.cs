using Atoll.Core.Lifecycles;

namespace Atoll.Environments.Releases;

/// <summary>Which images may leave the disk. Only contents that stand in the table are ever thought of: Atoll brought those. Pure.</summary>
internal static class ImageKeeping
{
    /// <summary>Why an image must stay, as the end of a sentence; null when it may go.</summary>
    /// <param name="release">The release whose image it is.</param>
    /// <param name="all">Every release: the same content may be several environments'.</param>
    /// <param name="used">How many servers run on which image.</param>
    public static string? Obstacle(ReleaseRow release, IReadOnlyList<ReleaseRow> all, IReadOnlyDictionary<string, int> used)
    {
        var same = all.Where(row => row.Site == release.Site && row.ImageId == release.ImageId).ToList();
        return ServersOn(release, used) is > 0 and var count
            ? $"{count} {(count == 1 ? "server runs" : "servers run")} on it"
            : same.Select(row => ReleaseLifecycle.Needed(row.State) is { } need ? $"of '{row.Environment}', {need}" : null).FirstOrDefault(need => need is not null);
    }

    /// <summary>What nobody needs and nobody used for so long.</summary>
    public static IEnumerable<ReleaseRow> Leaving(
        IReadOnlyList<ReleaseRow> all, IReadOnlyDictionary<string, int> used, TimeSpan keep, DateTimeOffset now) => all
        .Where(row => row.Stage is not ReleaseStage.Removed && Obstacle(row, all, used) is null)
        .GroupBy(row => (row.Site, row.ImageId))
        .Where(same => same.All(row => now - row.LastNeeded > keep))
        .Select(same => same.First());

    /// <summary>How many servers run on a release.</summary>
    public static int ServersOn(ReleaseRow release, IReadOnlyDictionary<string, int> used) =>
        used.GetValueOrDefault(release.ImageId) + (release.Digest is { } digest ? used.GetValueOrDefault(digest) : 0);
}
