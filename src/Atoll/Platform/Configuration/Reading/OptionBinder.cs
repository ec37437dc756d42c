using System.Collections;
using Atoll.Platform.Configuration.Model;

namespace Atoll.Platform.Configuration.Reading;

/// <summary>Fills option classes with what a configuration says. What is wrong is a fault and keeps its default, so that all of it is found.</summary>
/// <param name="folder">Where relative paths in the file count from.</param>
/// <param name="faults">Faults are added here.</param>
internal sealed class OptionBinder(string folder, List<ConfigurationFault> faults)
{
    private readonly Dictionary<string, Place> _places = [];

    /// <summary>A new object of the class with what is said in the map.</summary>
    public object Bind(OptionClass type, YamlMap map)
    {
        var options = Keys(type, map, "");
        Check(options, type, "");
        return options;
    }

    private object Keys(OptionClass type, YamlMap map, string path)
    {
        _places[path] = map.Place;
        var options = type.Make();
        foreach (var entry in map.Entries)
        {
            var below = KeyPath.Of(path, entry.Key);
            _places[below] = entry.Place;
            if (type.Keys.FirstOrDefault(key => key.Name == entry.Key) is { } key)
            {
                Set(options, key, entry.Value, below);
            }
            else
            {
                Fault(below, type.FaultOf(entry.Key));
            }
        }

        return options;
    }

    private void Set(object options, OptionKey key, YamlValue value, string path)
    {
        if (value is YamlScalar { IsNothing: true } || Value(key.Shape, value, path) is not { } bound)
        {
            return;
        }

        var isFile = key.Rules.Any(rule => rule is ReadableFileAttribute);
        key.Set(options, isFile && bound is string { Length: > 0 } file ? Path.GetFullPath(file, folder) : bound);
    }

    // Null when it is at fault.
    private object? Value(OptionShape shape, YamlValue value, string path) => (shape, value) switch
    {
        (KeysShape keys, YamlMap map) => Keys(keys.Class, map, path),
        (KeysShape keys, YamlScalar { IsNothing: true }) => keys.Class.Make(),
        (ListShape list, YamlList items) => List(list, items, path),
        (MapShape map, YamlMap entries) => Map(map, entries, path),
        (_, YamlScalar scalar) when ScalarReader.Read(shape, scalar) is { } read => read,
        _ => Fault(path, $"must be {ScalarReader.Wanted(shape)}, not {value.Said}{ScalarReader.Hint(shape, value)}"),
    };

    // An item that is at fault stays as an empty one: the others keep their numbers.
    private IList List(ListShape shape, YamlList items, string path)
    {
        var list = (IList)Activator.CreateInstance(shape.Type)!;
        for (var i = 0; i < items.Items.Count; i++)
        {
            var below = $"{path}[{i}]";
            _places[below] = items.Items[i].Place;
            list.Add(Item(shape.Item, items.Items[i], below));
        }

        return list;
    }

    private IDictionary Map(MapShape shape, YamlMap entries, string path)
    {
        var map = (IDictionary)Activator.CreateInstance(shape.Type)!;
        foreach (var entry in entries.Entries)
        {
            var below = KeyPath.Of(path, entry.Key);
            _places[below] = entry.Place;
            // Nothing after a name is a value too: an empty text.
            map[entry.Key] = entry.Value is YamlScalar { IsNothing: true } ? Empty(shape.Item) : Item(shape.Item, entry.Value, below);
        }

        return map;
    }

    private object Item(OptionShape shape, YamlValue value, string path)
    {
        if (value is YamlScalar { IsNothing: true })
        {
            Fault(path, "nothing is written here.");
            return Empty(shape);
        }

        return Value(shape, value, path) ?? Empty(shape);
    }

    private static object Empty(OptionShape shape) => shape switch
    {
        TextShape => "",
        TruthShape => false,
        NumberShape number => Convert.ChangeType(0, number.Type),
        ChoiceShape choice => Enum.ToObject(choice.Type, 0),
        ListShape list => Activator.CreateInstance(list.Type)!,
        MapShape map => Activator.CreateInstance(map.Type)!,
        KeysShape keys => keys.Class.Make(),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, message: null),
    };

    private void Check(object options, OptionClass type, string path)
    {
        foreach (var key in type.Keys)
        {
            var below = KeyPath.Of(path, key.Name);
            foreach (var misfit in OptionRules.Check(key, options).Where(_ => !IsAtFault(below)).ToList())
            {
                Fault(KeyPath.Of(below, "") + misfit.Key, misfit.Text);
            }

            CheckBelow(key.Shape, key.Get(options), below);
        }

        if (options is IChecksItself itself)
        {
            // First all, then the faults: one of them must not hide another about the same thing.
            foreach (var misfit in itself.Check().Where(misfit => !IsAtFault(KeyPath.Of(path, misfit.Key))).ToList())
            {
                Fault(KeyPath.Of(path, misfit.Key), misfit.Text);
            }
        }
    }

    private void CheckBelow(OptionShape shape, object? value, string path)
    {
        switch (shape, value)
        {
            case (KeysShape keys, { } options):
                Check(options, keys.Class, path);
                break;
            case (ListShape { Item: KeysShape item }, IList list):
                for (var i = 0; i < list.Count; i++)
                {
                    Check(list[i]!, item.Class, $"{path}[{i}]");
                }

                break;
            case (MapShape { Item: KeysShape item }, IDictionary map):
                foreach (DictionaryEntry entry in map)
                {
                    Check(entry.Value!, item.Class, KeyPath.Of(path, (string)entry.Key));
                }

                break;
        }
    }

    // Something that is wrong anyway, or lies in something that is.
    private bool IsAtFault(string path) => faults.Exists(fault => fault.Key.Length > 0 && KeyPath.IsWithin(path, fault.Key));

    private object? Fault(string path, string text)
    {
        faults.Add(new ConfigurationFault(PlaceOf(path), path, text));
        return null;
    }

    // What is not written stands where the thing that should hold it does.
    private Place PlaceOf(string path)
    {
        for (var at = path; at is not null; at = KeyPath.Above(at))
        {
            if (_places.TryGetValue(at, out var place))
            {
                return place;
            }
        }

        return _places[""];
    }
}
