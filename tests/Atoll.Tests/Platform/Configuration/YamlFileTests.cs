using Atoll.Platform.Configuration;
using Xunit;

namespace Atoll.Tests.Platform.Configuration;

public sealed class YamlFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("hub_name: A\nservers:\n  stop_on_logut: false\n", 3, "stop_on_logut")]
    [InlineData("hub_nam: A\n", 1, "hub_nam")]
    [InlineData("hub_name: A\nservers:\n  concurrent_starts: many\n", 3, "many")]
    [InlineData("hub_name: A\nhub_name: B\n", 2, "hub_name")]
    public void Fault_names_the_line_and_what_is_wrong_there(string yaml, int line, string what)
    {
        var fault = Assert.Throws<ConfigurationException>(() => Read(yaml));

        Assert.StartsWith($"{_file}, line {line}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_counts_and_the_rest_keeps_its_default()
    {
        var options = Read("servers: { concurrent_starts: 3 }\nsite: { kind: processes }\n");

        Assert.Equal((3, "processes", true), (options.Servers.ConcurrentStarts, options.Site.Kind, options.Servers.StopOnLogout));
        Assert.Equal("Atoll", Read("").HubName);
    }

    [Fact]
    public void Missing_file_is_told() => Assert.Contains(
        "There is no configuration file", Assert.Throws<ConfigurationException>(() => YamlFile.Read<HubOptions>(_file + ".none")).Message, StringComparison.Ordinal);

    private HubOptions Read(string yaml)
    {
        File.WriteAllText(_file, yaml);
        return YamlFile.Read<HubOptions>(_file);
    }
}
