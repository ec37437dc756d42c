using Atoll.Environments;
using Xunit;

namespace Atoll.Tests.Environments;

/// <summary>As python-slugify makes them, which KubeSpawner uses: links and clients hold these names.</summary>
public sealed class ProfileSlugsTests
{
    [Theory]
    [InlineData("Small", "small")]
    [InlineData("Training Env - Python", "training-env-python")]
    [InlineData("  GPU (A100, 40 GB)! ", "gpu-a100-40-gb")]
    [InlineData("up to 1,000 files", "up-to-1000-files")]
    [InlineData("a, b", "a-b")]
    [InlineData("Ada's lab", "ada-s-lab")]
    [InlineData("Ada’s lab", "adas-lab")]
    [InlineData("snake_case.v2", "snake-case-v2")]
    [InlineData("R – and 🚀 rockets", "r-and-rockets")]
    [InlineData("Données", "")]
    [InlineData("日本", "")]
    [InlineData("…", "")]
    public void Display_name_becomes_a_slug(string displayName, string slug) => Assert.Equal(slug, ProfileSlugs.Of(displayName));

    [Fact]
    public void Own_slug_counts() => Assert.Equal("Own_1", ProfileSlugs.Of(new StartProfileOptions { DisplayName = "Other", Slug = "Own_1" }));

    [Theory]
    [InlineData("a", true)]
    [InlineData("A_1.b-c", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    [InlineData("é", false)]
    public void Good_slugs_can_stand_anywhere(string slug, bool good) => Assert.Equal(good, ProfileSlugs.IsGood(slug));
}
