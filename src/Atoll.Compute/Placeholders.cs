using System.Globalization;

namespace Atoll.Compute;

/// <summary>Fills in what a spec cannot know: where its site puts ports and volumes.</summary>
internal sealed class Placeholders
{
    private readonly List<(string Mark, string Value)> _values = [];

    public Placeholders(string bind, IReadOnlyDictionary<string, int> ports, IEnumerable<(string Volume, string Path)> volumes)
    {
        _values.Add(("{bind}", bind));
        _values.AddRange(ports.Select(port => ($"{{port:{port.Key}}}", port.Value.ToString(CultureInfo.InvariantCulture))));
        _values.AddRange(volumes.Select(volume => ($"{{volume:{volume.Volume}}}", volume.Path)));
    }

    /// <summary>Braces that are none of ours stay as they are: commands are full of them.</summary>
    public string Fill(string text) =>
        text.Contains('{') ? _values.Aggregate(text, (filled, each) => filled.Replace(each.Mark, each.Value, StringComparison.Ordinal)) : text;

    public IReadOnlyList<string> Fill(IReadOnlyList<string> texts) => [.. texts.Select(Fill)];

    public Dictionary<string, string> Fill(IReadOnlyDictionary<string, string> texts) =>
        texts.ToDictionary(text => text.Key, text => Fill(text.Value));
}
