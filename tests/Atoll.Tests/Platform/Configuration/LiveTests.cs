using Atoll.Platform.Configuration;
using Xunit;

namespace Atoll.Tests.Platform.Configuration;

public sealed class LiveTests
{
    private readonly Live<string> _live = new("one");

    [Fact]
    public void Parts_are_replaced_with_the_whole_and_listeners_hear_of_it()
    {
        var length = _live.Part(text => $"{text.Length} letters");
        List<string> heard = [];
        length.Listen(heard.Add);

        _live.Replace("three");

        Assert.Equal(("three", "5 letters"), (_live.Value, length.Value));
        Assert.Equal(["5 letters"], heard);
    }

    [Fact]
    public void Nothing_is_replaced_when_one_part_cannot_be_made()
    {
        var first = _live.Part(text => text + "!");
        _live.Part(text => text == "bad" ? throw new ConfigurationException("It is bad.") : text);

        Assert.Throws<ConfigurationException>(() => _live.Replace("bad"));

        Assert.Equal(("one", "one!"), (_live.Value, first.Value));
    }
}
