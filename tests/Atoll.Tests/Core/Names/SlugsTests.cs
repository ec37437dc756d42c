using System.Text.Json;
using Atoll.Core.Names;
using Xunit;

namespace Atoll.Tests.Core.Names;

/// <summary>KubeSpawner's own results, taken once from its functions, and what its tests say.</summary>
public sealed class SlugsTests
{
    private static readonly Dictionary<string, Func<string[], string>> _functions = new()
    {
        ["safe"] = names => Slugs.Safe(names[0]),
        ["safe48"] = names => Slugs.Safe(names[0], 48),
        ["safe12"] = names => Slugs.Safe(names[0], 12),
        ["label"] = names => Slugs.SafeLabel(names[0]),
        ["escape"] = names => Slugs.Escape(names[0]),
        ["multi"] = names => Slugs.Multi(names),
        ["is_object"] = names => Slugs.IsObjectName(names[0]) ? "true" : "false",
        ["is_label"] = names => Slugs.IsLabel(names[0]) ? "true" : "false",
        ["user_server"] = names => ServerSlugs.Of(names[0], names[1]).UserServer,
        ["user_server_escape"] = names => ServerSlugs.Of(names[0], names[1], SlugScheme.Escape).UserServer,
    };

    [Fact]
    public void Are_KubeSpawners()
    {
        var rows = Rows();
        Assert.True(rows.Count > 800);
        foreach (var row in rows)
        {
            Assert.Equal($"{row[0]} {row[1]}: {row[2]}", $"{row[0]} {row[1]}: {_functions[row[0]](JsonSerializer.Deserialize<string[]>(row[1])!)}");
        }
    }

    [Theory]
    [InlineData("jupyter-alex", "jupyter-alex")]
    [InlineData("jupyter-Alex", "jupyter-alex---3a1c285c")]
    [InlineData("jupyter-üni", "jupyter-ni---a5aaf5dd")]
    [InlineData("user-_@_emailß.com", "user-email-com---7e3a7efd")]
    [InlineData("9z9", "x-9z9---224de202")]
    [InlineData("username--servername", "username-servername---d957f1de")]
    [InlineData("start---f587e2dc", "start-f587e2dc---cc5bb9c9")]
    [InlineData("", "x---e3b0c442")]
    public void Safe_slug(string name, string slug) => Assert.Equal(slug, Slugs.Safe(name));

    [Theory]
    [InlineData("", "")]
    [InlineData("AbC", "AbC")]
    [InlineData("AbC.", "abc---dbe8c5d1")]
    [InlineData("9a", "9a")]
    [InlineData("a@b.c", "a-b-c---d648b243")]
    public void Label(string name, string slug) => Assert.Equal(slug, Slugs.SafeLabel(name));

    [Theory]
    [InlineData(16, 16, "xxxxxxxxxxxxxxxx")]
    [InlineData(16, 17, "xxxxx---d04fd59f")]
    [InlineData(12, 16, "x---9c572959")]
    public void Safe_slug_is_no_longer_than_asked(int maxLength, int length, string slug) =>
        Assert.Equal(slug, Slugs.Safe(new string('x', length), maxLength));

    [Fact]
    public void Hash_must_fit()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Slugs.Safe(new string('x', 16), 11));
        Assert.Throws<ArgumentOutOfRangeException>(() => Slugs.Multi(["a", "b"], 16));
    }

    [Fact]
    public void Label_is_in_ascii() => Assert.False(Slugs.IsLabel("ma\u017fter"));

    private static List<string[]> Rows() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Core", "Names", "kubespawner-slugs.tsv"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))];
}
