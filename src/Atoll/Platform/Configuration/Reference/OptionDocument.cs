using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Atoll.Platform.Configuration.Model;
using Atoll.Platform.Configuration.Reading;

namespace Atoll.Platform.Configuration.Reference;

/// <summary>The page that explains every key.</summary>
internal sealed class OptionDocument(OptionComments comments)
{
    private readonly StringBuilder _text = new();

    /// <summary>The keys of a class and of all below it, as Markdown.</summary>
    public string Write(OptionClass type)
    {
        Section("", type, type.Make(), needsRestart: false);
        return _text.ToString();
    }

    private void Section(string path, OptionClass type, object defaults, bool needsRestart)
    {
        _text.Append($"## {(path.Length == 0 ? "At the top" : $"`{path}`")}\n\n{comments.Summary(type)}\n\n");
        _text.Append("| key | value | default | a change counts | |\n|---|---|---|---|---|\n");
        foreach (var key in type.Keys)
        {
            Row(KeyPath.Of(path, key.Name), key, key.Get(defaults), needsRestart);
        }

        _text.Append('\n');
        foreach (var key in type.Keys)
        {
            Below(key.Shape, KeyPath.Of(path, key.Name), key.Get(defaults), needsRestart || key.NeedsRestart);
        }
    }

    private void Below(OptionShape shape, string path, object? value, bool needsRestart)
    {
        switch (shape)
        {
            case KeysShape keys:
                Section(path, keys.Class, value ?? keys.Class.Make(), needsRestart);
                break;
            case ListShape { Item: KeysShape } list:
                Below(list.Item, path + "[]", value: null, needsRestart);
                break;
            case MapShape { Item: KeysShape } map:
                Below(map.Item, path + ".NAME", value: null, needsRestart);
                break;
        }
    }

    private void Row(string path, OptionKey key, object? value, bool needsRestart)
    {
        var when = needsRestart || key.NeedsRestart ? "after a restart" : "at once";
        var wanted = Wanted(key.Shape, key.Rules, path);
        _text.Append($"| `{path}` | {Cell(wanted)} | {Cell(DefaultOf(key, value))} | {when} | {Cell(comments.Summary(key))} |\n");
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Wanted(OptionShape shape, IReadOnlyList<ValidationAttribute> rules, string path) => shape switch
    {
        KeysShape => $"[keys](#{Anchor(path)})",
        ListShape { Item: KeysShape } => $"list of [keys](#{Anchor(path)})",
        ListShape list => $"list of {Wanted(list.Item, rules, path)}",
        MapShape { Item: KeysShape } => $"names with [keys](#{Anchor(path + ".NAME")})",
        MapShape map => $"names with {Wanted(map.Item, rules, path)} each",
        _ when rules.OfType<AllowedValuesAttribute>().FirstOrDefault() is { } allowed => $"one of {string.Join(", ", allowed.Values.Select(one => $"`{one}`"))}",
        _ when rules.OfType<ReadableFileAttribute>().FirstOrDefault() is { } file => FileWords(file),
        NumberShape when rules.OfType<RangeAttribute>().FirstOrDefault() is { } range => $"{ScalarReader.Wanted(shape)[2..]} {OptionRules.Words(range)}",
        NumberShape => ScalarReader.Wanted(shape)[2..],
        _ => ScalarReader.Wanted(shape),
    };

    private static string FileWords(ReadableFileAttribute file) =>
        $"a file{(file.Endings.Count > 0 ? $" ({string.Join(", ", file.Endings)})" : "")}";

    // As GitHub makes them from headings.
    private static string Anchor(string path) =>
        string.Concat(path.ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'));

    private static string DefaultOf(OptionKey key, object? value) => (key.Shape, value) switch
    {
        (KeysShape, _) => "",
        (ListShape { Item: KeysShape item }, IList list) => string.Join(", ", list.Cast<object>().Select(options => NameOf(item.Class, options))),
        _ when key.IsRequired && value is null or "" => "*(needed)*",
        _ => Said(value) is { Length: > 0 } said ? $"`{said}`" : "",
    };

    private static string NameOf(OptionClass type, object options) =>
        type.Keys.FirstOrDefault(key => key.Name == "name")?.Get(options) is string name ? $"`{name}`" : "one";

    private static string Said(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        Enum choice => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString()),
        string text => text,
        IDictionary map => map.Count == 0 ? "" : string.Join(", ", map.Keys.Cast<object>()),
        IEnumerable items => string.Join(", ", items.Cast<object>().Select(Said)) is { Length: > 0 } all ? $"[{all}]" : "",
        _ => $"{value}",
    };
}
