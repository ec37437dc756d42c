namespace Atoll.Platform.Configuration.Reading;

/// <summary>
/// Environment variables that count over the file: <c>ATOLL__SERVERS__CONCURRENT_STARTS=4</c> is <c>servers.concurrent_starts: 4</c>. A value
/// is YAML where the key is not plain text, so that a list can be given whole.
/// </summary>
internal static class Variables
{
    public const string Prefix = "ATOLL__";
    private const string Nesting = "__";

    /// <summary>What they say, as if it stood in a file.</summary>
    public static YamlMap Read(IReadOnlyDictionary<string, string> variables, List<ConfigurationFault> faults)
    {
        var all = new YamlMap(new Place("the environment"), []);
        foreach (var name in NamesIn(variables))
        {
            var text = variables[name];
            var keys = name[Prefix.Length..].ToLowerInvariant().Split(Nesting);
            all = all.With(Nest(new Place(name), keys, ValueOf(new Place(name), string.Join('.', keys), text, faults)));
        }

        return all;
    }

    /// <summary>Which of all variables are meant for the configuration.</summary>
    public static IEnumerable<string> NamesIn(IReadOnlyDictionary<string, string> variables) =>
        variables.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static YamlMap Nest(Place place, IEnumerable<string> keys, YamlValue value) =>
        (YamlMap)keys.Reverse().Aggregate(value, (below, key) => new YamlMap(place, [new YamlEntry(key, place, below)]));

    // A password with ': ' or ' #' in it is no YAML, or less than it: unless it is a list, keys or in quotes, a text is taken as it is.
    private static YamlValue ValueOf(Place place, string path, string text, List<ConfigurationFault> faults)
    {
        var asIs = new YamlScalar(place, text.Trim(), IsQuoted: false);
        if (text.TrimStart() is not ['[' or '{' or '"' or '\'', ..])
        {
            return asIs;
        }

        return YamlReader.Read(text, path, _ => place, faults) ?? asIs;
    }
}
