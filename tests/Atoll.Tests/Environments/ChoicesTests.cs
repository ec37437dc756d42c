using Atoll.Environments;
using Atoll.Platform.Configuration;
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

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var fault = Assert.Throws<ConfigurationException>(() => new Choices(
            [Slim("a"), Slim("a"), Slim("No Name"), new EnvironmentOptions { Name = "empty", Command = [] }], [Size("zero", 0)]));

        Assert.Equal(
            [
                "environments: 'No Name' is no name; use lower-case letters, digits and '-'.",
                "environments: 'a' is there 2 times.",
                "environments: 'empty' has neither an image nor a command.",
                "sizes: 'zero' needs cpu and memory_gb above zero.",
            ],
            fault.Message.Split('\n'));
    }

    [Fact]
    public void Nothing_to_choose_from_is_a_fault_for_each_list() => Assert.Equal(
        "environments: at least one is needed.\nsizes: at least one is needed.",
        Assert.Throws<ConfigurationException>(() => new Choices([], [])).Message);

    private static EnvironmentOptions Slim(string name) => new() { Name = name, Image = "slim" };

    private static SizeOptions Size(string name, double memory) => new() { Name = name, MemoryGb = memory };
}
