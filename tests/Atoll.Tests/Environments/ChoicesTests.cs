using Atoll.Environments;
using Xunit;

namespace Atoll.Tests.Environments;

public sealed class ChoicesTests
{
    [Fact]
    public void First_environment_and_smallest_size_are_what_nothing_names()
    {
        var choices = new Choices([Slim("b"), Slim("a")], [Size("large", 8), Size("small", 2)]);

        Assert.Equal(("b", "small"), (choices.Environment(null)!.Name, choices.Size(null)!.Name));
        Assert.Equal(["small", "large"], choices.Sizes.Select(size => size.Name));
        Assert.Null(choices.Environment("c"));
        Assert.Null(choices.Size("vast"));
    }

    private static EnvironmentOptions Slim(string name) => new() { Name = name, Image = "slim" };

    private static SizeOptions Size(string name, double memory) => new() { Name = name, MemoryGb = memory };
}
