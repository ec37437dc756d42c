using Atoll.Differential.Answers;
using Atoll.Differential.Corpus;
using Atoll.Differential.Reports;
using Xunit;

[assembly: AssemblyFixture(typeof(Atoll.Differential.Run))]

namespace Atoll.Differential;

/// <summary>Atoll beside a real JupyterHub: the same requests, compared. The whole report is artifacts/differential/report.md.</summary>
public sealed class DifferentialTests(Run run)
{
    private const int FewestComparisons = 2000;
    private const int FewestSuccesses = 600;

    public static TheoryData<string> Groups => [.. Endpoints.All, "no endpoint", "pages"];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Nothing_differs_but_what_is_known(string group)
    {
        var here = run.Comparisons.Where(one => one.Group == group).ToList();
        Assert.True(here.All(one => Unknown(one).Differences.Count == 0), Report.Of(here.ConvertAll(Unknown)));
    }

    [Fact]
    public void What_is_known_to_differ_still_does()
    {
        var differing = run.Comparisons.SelectMany(one => one.Differences.Select(difference => (one.Title, difference.Field))).ToHashSet();
        Assert.Equal([], KnownDifference.All.Where(known => !differing.Contains((known.Request, known.Field))));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Everything_succeeds_at_least_once_on_both(string group) => Assert.Contains(run.Comparisons, one => one.Group == group
        && (Endpoints.OtherSuccess.TryGetValue(group, out var other) ? one.Theirs.Status == other && one.Ours.Status == other : one.BothSucceed));

    [Fact]
    public void There_is_enough_of_it()
    {
        Assert.True(run.Comparisons.Count >= FewestComparisons, $"{run.Comparisons.Count} comparisons");
        Assert.True(run.Comparisons.Count(one => one.BothSucceed) >= FewestSuccesses, $"{run.Comparisons.Count(one => one.BothSucceed)} of them succeed on both");
    }

    [Fact]
    public void Every_script_comes_to_its_end() => Assert.Empty(run.Broken);

    private static Comparison Unknown(Comparison one) => one with
    {
        Differences = [.. one.Differences.Where(difference => !KnownDifference.All.Any(known => known.Request == one.Title && known.Field == difference.Field))],
    };
}
