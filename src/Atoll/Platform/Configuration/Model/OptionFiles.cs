using System.Collections;

namespace Atoll.Platform.Configuration.Model;

/// <summary>The files that a configuration names (<see cref="ReadableFileAttribute"/>): what is in them is part of it.</summary>
internal static class OptionFiles
{
    public static IEnumerable<string> Of<T>(T options)
        where T : class => Of(OptionClass.Of(typeof(T)), options);

    private static IEnumerable<string> Of(OptionClass type, object options) => type.Keys.SelectMany(key => Of(key, key.Get(options)));

    private static IEnumerable<string> Of(OptionKey key, object? value) => (key.Shape, value) switch
    {
        (TextShape, string { Length: > 0 } file) when key.Rules.Any(rule => rule is ReadableFileAttribute) => [file],
        (KeysShape keys, { } options) => Of(keys.Class, options),
        (ListShape { Item: KeysShape item }, IEnumerable items) => items.Cast<object>().SelectMany(options => Of(item.Class, options)),
        (MapShape { Item: KeysShape item }, IDictionary map) => map.Values.Cast<object>().SelectMany(options => Of(item.Class, options)),
        _ => [],
    };
}
