namespace Atoll.Platform.Configuration.Reading;

/// <summary>What a configuration says somewhere, before anybody knows what it should be.</summary>
internal abstract record YamlValue(Place Place)
{
    /// <summary>As a person would call it.</summary>
    public abstract string Said { get; }
}

/// <summary>One word or text.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">Without quotes.</param>
/// <param name="IsQuoted">Quoted, or a block of text: then it is text, whatever it looks like.</param>
internal sealed record YamlScalar(Place Place, string Text, bool IsQuoted) : YamlValue(Place)
{
    /// <summary>Nothing is written there, or null: the default counts.</summary>
    public bool IsNothing => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Said => $"'{Text}'";
}

internal sealed record YamlList(Place Place, IReadOnlyList<YamlValue> Items) : YamlValue(Place)
{
    public override string Said => "a list";
}

internal sealed record YamlMap(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlValue(Place)
{
    public override string Said => "keys with values";

    /// <summary>This, with what another says over it. Lists are replaced whole.</summary>
    public YamlMap With(YamlMap over)
    {
        var kept = Entries.Where(entry => over.Entries.All(other => other.Key != entry.Key));
        return this with { Entries = [.. kept, .. over.Entries.Select(Over)] };
    }

    private YamlEntry Over(YamlEntry over) =>
        over.Value is YamlMap value && Entries.FirstOrDefault(entry => entry.Key == over.Key)?.Value is YamlMap below
            ? over with { Value = below.With(value) }
            : over;
}

internal sealed record YamlEntry(string Key, Place Place, YamlValue Value);
