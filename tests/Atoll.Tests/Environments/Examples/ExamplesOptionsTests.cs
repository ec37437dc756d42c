using Atoll.Environments;
using Atoll.Environments.Examples;
using Atoll.Servers;
using Xunit;

namespace Atoll.Tests.Environments.Examples;

public sealed class ExamplesOptionsTests
{
    [Theory]
    [InlineData("", "examples/slim")]
    [InlineData("course", "course")]
    [InlineData("courses/2026/", "courses/2026")]
    public void The_folder_is_the_operators_or_the_environments_own(string folder, string expected) =>
        Assert.Equal(expected, new ExamplesOptions { Folder = folder }.FolderOf("slim"));

    [Theory]
    [InlineData("/etc")]
    [InlineData("../elsewhere")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("a\nb")]
    public void What_does_not_lie_below_the_home_is_refused(string folder)
    {
        Assert.Equal("folder", Assert.Single(new ExamplesOptions { Folder = folder }.Check()).Key);
        Assert.Equal("landing", Assert.Single(new ExamplesOptions { Landing = folder }.Check()).Key);
    }

    [Fact]
    public void Without_a_command_there_is_nothing_to_put_the_step_in_front_of()
    {
        var environment = new EnvironmentOptions { Name = "x", Image = "y", Command = [], Examples = new() { Repository = "/r" } };

        Assert.Equal("examples", Assert.Single(environment.Check()).Key);
    }

    [Fact]
    public void A_plan_says_where_they_go()
    {
        var environment = new EnvironmentOptions { Name = "slim", Image = "y", Examples = new() { Repository = "/r" } };

        Assert.Equal("examples/slim", ServerPlan.Of(environment, new SizeOptions()).ExamplesFolder);
        Assert.Equal("", ServerPlan.Of(new EnvironmentOptions { Name = "slim", Image = "y" }, new SizeOptions()).ExamplesFolder);
    }
}
