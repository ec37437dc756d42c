using System.Text.Json.Nodes;
using Atoll.Commands;
using Xunit;

namespace Atoll.Tests.Platform.Configuration;

/// <summary>What the schema and the page say of a key: that they are today's, a convention holds.</summary>
public sealed class ReferenceTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ConfigCommand.Schema())!;
    private static readonly string[] Page = ConfigCommand.Docs().Split('\n');

    [Theory]
    [InlineData("port", """{"type":["integer","null"],"description":"Port to serve on. atoll up --port counts over it.","minimum":1,"maximum":65535,"default":8000}""")]
    [InlineData("servers.stop_on_logout", """{"type":["boolean","null"],"description":"Signing out stops the user's servers. Default true.","default":true}""")]
    [InlineData("announcement.severity", """{"enum":["info","warning","danger",null],"description":"How much it matters.","default":"info"}""")]
    [InlineData("sizes[].cpu", """{"type":["number","null"],"description":"CPUs it may use, may be a fraction. Default 1.","exclusiveMinimum":0,"maximum":4096,"default":1}""")]
    public void The_schema_says_type_description_range_and_default(string key, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Find(key)), Find(key).ToJsonString());

    [Fact]
    public void The_schema_says_which_keys_there_are_and_which_are_needed()
    {
        Assert.False((bool)Schema["additionalProperties"]!);
        var size = Find("sizes")["items"]!;
        Assert.False((bool)size["additionalProperties"]!);
        Assert.Equal(["name"], size["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(1, (int)Find("sizes")["minItems"]!);
        Assert.Equal(["docker", "processes", null], Find("site.kind")["enum"]!.AsArray().Select(word => (string?)word));
        Assert.StartsWith("^(?:[a-z0-9]", (string)Find("sizes[].name")["pattern"]!, StringComparison.Ordinal);
        Assert.Equal("""["string","number","boolean","null"]""", Find("environments[].env")["additionalProperties"]!["type"]!.ToJsonString());
    }

    [Theory]
    [InlineData("| `port` | whole number from 1 to 65535 | `8000` | after a restart | Port to serve on. `atoll up --port` counts over it. |")]
    [InlineData("| `site.kind` | one of `docker`, `processes` | `docker` | after a restart | `docker` (default): ")]
    [InlineData("| `site.reserve.memory_gb` | number from 0 to 65536 |  | after a restart | GB of 2^30 bytes kept back. ")]
    [InlineData("| `environments` | list of [keys](#environments) | `slim`, `notebook` | at once | ")]
    [InlineData("| `environments[].command` | list of text | `[jupyterhub-singleuser]` | at once | The command; ")]
    [InlineData("| `sizes[].name` | text | *(needed)* | at once | Stable name. ")]
    [InlineData("| `branding.logo` | a file (.svg, .png) |  | at once | ")]
    [InlineData("## `sizes[]`")]
    public void The_page_says_it_in_words(string line) =>
        Assert.Single(Page, candidate => candidate.StartsWith(line, StringComparison.Ordinal));

    private static JsonNode Find(string path)
    {
        var at = Schema;
        foreach (var part in path.Split('.'))
        {
            at = at["properties"]![part.Replace("[]", "", StringComparison.Ordinal)]!;
            at = part.EndsWith("[]", StringComparison.Ordinal) ? at["items"]! : at;
        }

        return at;
    }
}
