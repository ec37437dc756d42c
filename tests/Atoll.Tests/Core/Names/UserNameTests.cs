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
    [InlineData("a%2Fb", "a%2fb")]
    [InlineData("Ada.L ~x@y.org", "ada.l ~x@y.org")]
    [InlineData("ada 🌊", "ada 🌊")]
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
    [InlineData("a\u200bda")]
    [InlineData("ada\u202e")]
    [InlineData("\ud83c")]
    public void Cannot_be_this(string? typed)
    {
        Assert.False(UserName.TryParse(typed, out _));
        Assert.Throws<FormatException>(() => UserName.Parse(typed!));
    }

    [Fact]
    public void Is_at_most_255_bytes_long()
    {
        Assert.True(UserName.TryParse(new string('x', 255), out _));
        Assert.False(UserName.TryParse(new string('x', 256), out _));
        Assert.False(UserName.TryParse(new string('å', 128), out _));
        Assert.Equal("it is 256 bytes long, and 255 is the most", UserName.FaultOf(new string('å', 128)));
    }
}
