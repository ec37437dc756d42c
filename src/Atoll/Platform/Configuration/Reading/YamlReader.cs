using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Atoll.Platform.Configuration.Reading;

/// <summary>
/// Reads YAML to what it says, each with its place. What is written twice is a fault here, and everything after it is read all the same;
/// only where the text is no YAML at all nothing more can be said about it.
/// </summary>
internal sealed partial class YamlReader
{
    private readonly Dictionary<AnchorName, YamlValue> _anchors = [];
    private readonly string[] _lines;
    private readonly IParser _parser;
    private readonly Func<int, Place> _place;
    private readonly List<ConfigurationFault> _faults;

    private YamlReader(string text, Func<int, Place> place, List<ConfigurationFault> faults)
    {
        _lines = text.Split('\n');
        _parser = new Parser(new StringReader(text));
        _place = place;
        _faults = faults;
    }

    /// <summary>What a text says; null when it says nothing, or is no YAML (which is a fault then).</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">The key that holds it; empty for a whole file.</param>
    /// <param name="place">The place of a line.</param>
    /// <param name="faults">Faults are added here.</param>
    public static YamlValue? Read(string text, string path, Func<int, Place> place, List<ConfigurationFault> faults)
    {
        var reader = new YamlReader(text, place, faults);
        try
        {
            return reader.ReadDocument(path);
        }
        catch (YamlException fault)
        {
            faults.Add(new ConfigurationFault(place((int)fault.Start.Line), "", $"this is no YAML: {fault.Message} Look at the indentation and quotes here."));
            return null;
        }
    }

    private YamlValue? ReadDocument(string path)
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var value = ReadValue(path);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _faults.Add(new ConfigurationFault(PlaceOf(second), "", "a second document begins here. Keep everything in one, without a line of '---'."));
        }

        return value;
    }

    private YamlValue ReadValue(string path)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var known) ? known
                : throw new YamlException(alias.Start, alias.End, $"*{alias.Value} refers to nothing above.");
        }

        var anchor = ((NodeEvent)_parser.Current!).Anchor;
        var value = ReadNew(path);
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = value;
        }

        return value;
    }

    private YamlValue ReadNew(string path)
    {
        if (_parser.TryConsume<SequenceStart>(out var list))
        {
            return ReadList(path, list);
        }

        if (_parser.TryConsume<MappingStart>(out var map))
        {
            return ReadMap(path, map);
        }

        var scalar = _parser.Consume<Scalar>();
        return new YamlScalar(PlaceOf(scalar), scalar.Value, scalar.Style is not ScalarStyle.Plain);
    }

    private YamlList ReadList(string path, SequenceStart start)
    {
        List<YamlValue> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadValue($"{path}[{items.Count}]"));
        }

        return new YamlList(PlaceOf(start), items);
    }

    private YamlMap ReadMap(string path, MappingStart start)
    {
        var entries = new List<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            var below = KeyPath.Of(path, key.Value);
            var entry = new YamlEntry(key.Value, PlaceOf(key), ReadValue(below));
            CheckComment(entry, below, (int)key.Start.Line);
            if (entries.Find(other => other.Key == key.Value) is { } first)
            {
                _faults.Add(new ConfigurationFault(entry.Place, below, $"is there already, in line {first.Place.Line}. Keep one of the two."));
            }
            else
            {
                entries.Add(entry);
            }
        }

        return new YamlMap(PlaceOf(start), entries);
    }

    // A colour without quotes is a comment, and a colour that is not there would be Atoll's without a word.
    private void CheckComment(YamlEntry entry, string path, int line)
    {
        if (entry.Value is YamlScalar { IsNothing: true } && ColourInComment().Match(_lines[line - 1]) is { Success: true } match)
        {
            _faults.Add(new ConfigurationFault(entry.Place, path, $"what follows # is a comment; put it in quotes: '{match.Groups["colour"].Value}'."));
        }
    }

    [GeneratedRegex(@":\s+(?<colour>#[0-9a-fA-F]{3,8})\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColourInComment();

    private Place PlaceOf(ParsingEvent happened) => _place((int)happened.Start.Line);
}
