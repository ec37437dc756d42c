using Atoll.Platform.Configuration;
using Xunit;

namespace Atoll.Tests.Platform.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] _names = ["hub_name", "servers", "site", "sizes", "cpu"];

    [Theory]
    [InlineData("hub_nmae", "hub_name")]
    [InlineData("hubname", "hub_name")]
    [InlineData("HUB_NAME", "hub_name")]
    [InlineData("server", "servers")]
    [InlineData("sites", "site")]
    [InlineData("gpu", "cpu")]
    [InlineData("name", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void It_is_what_a_few_slips_away_was_meant(string written, string? meant) => Assert.Equal(meant, NearestName.Of(written, _names));

    [Fact]
    public void Without_one_the_hint_lists_what_there_is()
    {
        Assert.Equal("there are: hub_name, servers, site, sizes, cpu.", NearestName.Hint("colour", _names));
        Assert.Equal("there are none.", NearestName.Hint("colour", []));
    }

    [Fact]
    public void A_name_of_which_no_letter_is_right_was_not_meant() => Assert.Null(NearestName.Of("c", ["a", "b"]));
}
