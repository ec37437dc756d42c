using Atoll.Core.Lifecycles;
using Atoll.Environments.Releases;
using Xunit;

namespace Atoll.Tests.Environments.Releases;

public sealed class ImageKeepingTests
{
    private static readonly DateTimeOffset _now = new(2026, 5, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _keep = TimeSpan.FromDays(14);

    [Fact]
    public void What_nobody_needs_goes_when_it_is_old_enough()
    {
        Assert.Equal(["sha256:old"], Leaving([Old("old"), Old("young") with { Since = _now.AddDays(-13) }]));
    }

    [Fact]
    public void What_was_used_lately_stays() =>
        Assert.Empty(Leaving([Old("old") with { LastUsed = _now.AddDays(-1) }]));

    [Theory]
    [InlineData(ReleaseStage.Default)]
    [InlineData(ReleaseStage.Candidate)]
    [InlineData(ReleaseStage.Removed)]
    public void What_people_get_what_is_tested_and_what_is_gone_is_not_thought_of(ReleaseStage stage) =>
        Assert.Empty(Leaving([Old("old") with { Stage = stage }]));

    [Fact]
    public void What_the_reference_means_stays() => Assert.Empty(Leaving([Old("old") with { Current = true }]));

    [Theory]
    [InlineData("sha256:old")]
    [InlineData("x@sha256:1")]
    public void What_a_server_runs_on_stays(string name)
    {
        var row = Old("old") with { Digest = "x@sha256:1" };
        var used = new Dictionary<string, int> { [name] = 2 };

        Assert.Empty(ImageKeeping.Leaving([row], used, _keep, _now));
        Assert.Equal("2 servers run on it", ImageKeeping.Obstacle(row, [row], used));
    }

    [Fact]
    public void What_another_environment_needs_stays()
    {
        var row = Old("shared");
        ReleaseRow[] all = [row, row with { Id = 2, Environment = "other", Stage = ReleaseStage.Default }];

        Assert.Empty(Leaving(all));
        Assert.Equal("of 'other', it is what people get", ImageKeeping.Obstacle(row, all, new Dictionary<string, int>()));
    }

    [Fact]
    public void What_two_environments_left_behind_goes_once_and_when_the_later_one_is_old()
    {
        var row = Old("shared");

        Assert.Single(Leaving([row, row with { Id = 2, Environment = "other" }]));
        Assert.Empty(Leaving([row, row with { Id = 2, Environment = "other", LastUsed = _now }]));
    }

    private static IEnumerable<string> Leaving(IReadOnlyList<ReleaseRow> all) =>
        ImageKeeping.Leaving(all, new Dictionary<string, int>(), _keep, _now).Select(row => row.ImageId);

    private static ReleaseRow Old(string name) => new()
    {
        Id = 1,
        Site = "local",
        Environment = "slim",
        ImageId = $"sha256:{name}",
        Reference = "atoll/slim:latest",
        Stage = ReleaseStage.Deprecated,
        Since = _now.AddDays(-15),
    };
}
