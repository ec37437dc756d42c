using Atoll.Core.Lifecycles;
using Atoll.Environments.Examples;
using Atoll.Environments.Releases;
using Atoll.Platform.Configuration;
using Atoll.Web;

namespace Atoll.Environments.Pages;

/// <summary>From configuration and releases to what the administrators' page shows.</summary>
internal sealed class EnvironmentsModels(
    Live<Choices> choices, Live<ImagesOptions> options, ReleaseStore store, EnvironmentReleases releases, ExamplesKeeper examples)
{
    public const string Root = "/hub/admin/environments";

    public async Task<EnvironmentsModel> MakeAsync(PageContext page, string? refusal, CancellationToken cancellationToken)
    {
        var rows = await store.AllAsync(cancellationToken);
        var used = await releases.UsedAsync(Workloads.LocalSite.Name, cancellationToken);
        var offered = choices.Value.Environments;
        var cards = offered.Select(offer => CardOf(offer, rows, used));
        var gone = rows.Where(row => row.Stage is not ReleaseStage.Removed).Select(row => row.Environment).Distinct(StringComparer.Ordinal)
            .Where(name => offered.All(offer => offer.Name != name))
            .Select(name => CardOf(name, rows, used));
        return new EnvironmentsModel
        {
            Page = page,
            Environments = [.. cards, .. gone],
            Refusal = refusal,
            SizeBytes = rows.Where(row => row.Stage is not ReleaseStage.Removed).DistinctBy(row => (row.Site, row.ImageId)).Sum(row => row.SizeBytes),
            Keep = TimeSpan.FromDays(options.Value.KeepDays),
        };
    }

    private EnvironmentCardModel CardOf(EnvironmentOptions offer, IReadOnlyList<ReleaseRow> all, IReadOnlyDictionary<string, int> used)
    {
        var previous = PreviousOf(offer.Name, all);
        return new EnvironmentCardModel
        {
            Name = offer.Name,
            Title = offer.Title(),
            Reference = offer.Image,
            Examples = examples.Describe(offer),
            Releases = ReleasesOf(offer.Name, all, used, isOffered: true),
            UpdateAction = offer.Image.Length > 0 ? $"{Root}/{offer.Name}/update" : null,
            RollbackAction = previous is null ? null : $"{Root}/{offer.Name}/rollback",
            RollbackTo = previous is null ? null : ReleaseRow.Short(previous.ImageId),
        };
    }

    private static EnvironmentCardModel CardOf(string name, IReadOnlyList<ReleaseRow> all, IReadOnlyDictionary<string, int> used) => new()
    {
        Name = name,
        Title = name,
        Reference = "",
        IsOffered = false,
        Releases = ReleasesOf(name, all, used, isOffered: false),
    };

    private static ReleaseState? PreviousOf(string environment, IReadOnlyList<ReleaseRow> all) =>
        ReleaseLifecycle.Previous(all.Where(row => row.Environment == environment).Select(row => row.State));

    private static IReadOnlyList<ReleaseModel> ReleasesOf(
        string environment, IReadOnlyList<ReleaseRow> all, IReadOnlyDictionary<string, int> used, bool isOffered) =>
    [
        .. all.Where(row => row.Environment == environment && row.Stage is not ReleaseStage.Removed)
            .OrderByDescending(row => row.Stage is ReleaseStage.Default)
            .ThenByDescending(row => row.Stage is ReleaseStage.Candidate)
            .ThenByDescending(row => row.Since)
            .Select(row => ModelOf(row, all, used, isOffered)),
    ];

    private static ReleaseModel ModelOf(
        ReleaseRow row, IReadOnlyList<ReleaseRow> all, IReadOnlyDictionary<string, int> used, bool isOffered) => new()
    {
        Id = row.Id,
        Stage = row.Stage,
        Since = row.Since,
        ShortId = row.ShortId,
        Reference = row.Reference,
        Result = row.Result,
        Tested = row.Tested,
        Reason = row.Reason,
        Log = row.LogTail is { Length: > 0 } log ? log.Split('\n') : [],
        Held = row.Held,
        SizeBytes = row.SizeBytes,
        Servers = ImageKeeping.ServersOn(row, used),
        LastUsed = row.LastUsed,
        TestAction = isOffered && row.Stage is ReleaseStage.Candidate && row.Result is not ReleaseResult.Untested ? ActionOf(row, "test") : null,
        ChooseAction = isOffered && row.Stage is not ReleaseStage.Default ? ActionOf(row, "default") : null,
        RemoveAction = ImageKeeping.Obstacle(row, all, used) is null ? ActionOf(row, "remove") : null,
    };

    private static string ActionOf(ReleaseRow row, string action) => $"{Root}/releases/{row.Id}/{action}";
}
