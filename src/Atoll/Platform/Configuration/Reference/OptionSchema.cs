using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Platform.Configuration.Model;

namespace Atoll.Platform.Configuration.Reference;

/// <summary>The JSON schema of a configuration file: editors complete keys, explain them and mark faults by it.</summary>
internal sealed class OptionSchema(OptionComments comments)
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSerializerOptions _readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n",
    };

    /// <summary>The schema of a class as text.</summary>
    public string Write(OptionClass type, string title)
    {
        var schema = new JsonObject { ["$schema"] = Draft, ["title"] = title };
        Fill(schema, Keys(type, type.Make()));
        return schema.ToJsonString(_readable) + "\n";
    }

    private JsonObject Keys(OptionClass type, object defaults)
    {
        var properties = new JsonObject();
        foreach (var key in type.Keys)
        {
            properties[key.Name] = Key(key, key.Get(defaults));
        }

        var schema = new JsonObject
        {
            // Nothing after a key is its default.
            ["type"] = new JsonArray("object", "null"),
            ["description"] = Plain(comments.Summary(type)),
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (type.Keys.Where(key => IsMissing(key, defaults)).Select(key => (JsonNode)key.Name).ToArray() is { Length: > 0 } required)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    private static bool IsMissing(OptionKey key, object defaults) => key.IsRequired && key.Get(defaults) is null or "";

    private JsonObject Key(OptionKey key, object? value)
    {
        var schema = Of(key.Shape, value);
        schema["description"] = Plain(comments.Summary(key));
        var item = schema["items"] as JsonObject ?? schema;
        foreach (var rule in key.Rules)
        {
            Add(rule, rule is MinLengthAttribute ? schema : item);
        }

        if (key.Shape is not (KeysShape or ListShape { Item: KeysShape }) && DefaultOf(value) is { } known)
        {
            schema["default"] = known;
        }

        return schema;
    }

    private JsonObject Of(OptionShape shape, object? value) => shape switch
    {
        TextShape => Typed("string", "number", "boolean"),
        TruthShape => Typed("boolean"),
        NumberShape { IsWhole: true } => Typed("integer"),
        NumberShape => Typed("number"),
        ChoiceShape choice => new JsonObject { ["enum"] = new JsonArray([.. choice.Words.Select(word => (JsonNode)word), null]) },
        ListShape list => new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = Of(list.Item, (list.Item as KeysShape)?.Class.Make()) },
        MapShape map => new JsonObject { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = Of(map.Item, (map.Item as KeysShape)?.Class.Make()) },
        KeysShape keys => Keys(keys.Class, value ?? keys.Class.Make()),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, message: null),
    };

    private static JsonObject Typed(params string[] types) =>
        new() { ["type"] = new JsonArray([.. types.Append("null").Select(type => (JsonNode)type)]) };

    private static void Add(ValidationAttribute rule, JsonObject schema)
    {
        switch (rule)
        {
            case RangeAttribute range:
                schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(range.Minimum);
                schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Number(range.Maximum);
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => (JsonNode?)$"{value}"), null]);
                break;
            case RegularExpressionAttribute pattern:
                schema["pattern"] = $"^(?:{pattern.Pattern})$";
                break;
            case MinLengthAttribute least:
                schema["minItems"] = least.Length;
                break;
        }
    }

    private static JsonNode Number(object end) => end is int whole ? JsonValue.Create(whole) : JsonValue.Create(Convert.ToDouble(end));

    private static JsonNode? DefaultOf(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth,
        Enum choice => JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString()),
        IDictionary { Count: 0 } => new JsonObject(),
        IDictionary => null,
        IEnumerable items => new JsonArray([.. items.Cast<object>().Select(DefaultOf)]),
        _ => Number(value),
    };

    private static void Fill(JsonObject into, JsonObject from)
    {
        foreach (var (name, value) in from.ToList())
        {
            from.Remove(name);
            into[name] = value;
        }
    }

    private static string Plain(string comment) => comment.Replace("`", "", StringComparison.Ordinal);
}
