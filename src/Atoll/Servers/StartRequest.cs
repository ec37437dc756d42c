using System.Text.Json.Nodes;
using Atoll.Environments;
using Microsoft.Extensions.Primitives;

namespace Atoll.Servers;

/// <summary>What a start was asked with: the whole JSON object, in which the names of <see cref="StartFields"/> choose.</summary>
internal sealed record StartRequest(JsonObject UserOptions)
{
    /// <summary>From a form's fields, or a link's query. Fields of profiles that were not picked do not count.</summary>
    public static StartRequest Of(IReadOnlyCollection<KeyValuePair<string, StringValues>> fields) =>
        Of(fields, First(fields, StartFields.Profile) ?? "");

    /// <summary>What the fields say about one profile, picked or not.</summary>
    /// <param name="fields">As they were sent.</param>
    /// <param name="slug">The profile's; empty when there are no profiles.</param>
    public static StartRequest Of(IReadOnlyCollection<KeyValuePair<string, StringValues>> fields, string slug)
    {
        var options = new JsonObject();
        Add(options, StartFields.Profile, slug);
        Add(options, StartFields.Environment, First(fields, StartFields.Environment));
        Add(options, StartFields.Size, First(fields, StartFields.Size));
        var prefix = StartFields.Prefix(slug);
        foreach (var (name, value) in fields.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Add(options, name[prefix.Length..], value[0]);
        }

        DropTextsNotChosen(options);
        return new StartRequest(options);
    }

    /// <summary>Whether a form's field, or a key of a link's query, chooses anything.</summary>
    public static bool IsField(string name) =>
        name is StartFields.Profile or StartFields.Environment or StartFields.Size
        || name.StartsWith(StartFields.AnyPrefix, StringComparison.Ordinal);

    /// <summary>A user option as text; null when it is not there, or is no single value.</summary>
    public static string? Text(JsonObject options, string key) => options[key] is JsonValue value && value.ToString() is { Length: > 0 } text ? text : null;

    // A form sends the text field of every option, also when one of the choices is selected.
    private static void DropTextsNotChosen(JsonObject options)
    {
        foreach (var field in options.Select(option => option.Key).Where(key => key.EndsWith(StartFields.TextSuffix, StringComparison.Ordinal)).ToList())
        {
            if (Text(options, field[..^StartFields.TextSuffix.Length]) is not (null or StartFields.Text))
            {
                options.Remove(field);
            }
        }
    }

    private static string? First(IEnumerable<KeyValuePair<string, StringValues>> fields, string name) =>
        fields.FirstOrDefault(field => field.Key == name).Value is [var first, ..] ? first : null;

    private static void Add(JsonObject options, string key, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            options[key] = value.Trim();
        }
    }
}
