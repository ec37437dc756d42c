using Atoll.Core.Names;
using Xunit;

namespace Atoll.Tests.Core.Names;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("Ada", "ada")]
    [InlineData("ada lovelace", "ada lovelace")]
    [InlineData("Ada@Example.ORG", "ada@example.org")]
    [InlineData("ÅSA", "åsa")]
    [InlineData("...", "...")]
    public void Is_lower_case(string typed, string name)
    {
        Assert.True(UserName.TryParse(typed, out var parsed));
        Assert.Equal(name, parsed.Value);
        Assert.Equal(name, UserName.Parse(typed).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" ada")]
    [InlineData("ada\t")]
    [InlineData("a/b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\nb")]
    [InlineData("a\u0000")]
    [InlineData("_atoll-tests")]
    [InlineData("_Atoll-Tests")]
    [InlineData("_atoll-anything")]
    public void Cannot_be_this(string? typed)
    {
        Assert.False(UserName.TryParse(typed, out _));
        Assert.Throws<FormatException>(() => UserName.Parse(typed!));
    }
}
