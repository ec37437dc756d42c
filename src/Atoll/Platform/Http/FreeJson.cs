using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atoll.Platform.Http;

/// <summary>How JSON of a free shape is read.</summary>
internal static class FreeJson
{
    /// <summary>A key that stands there twice is refused like any other broken JSON: which of the two was meant would be a guess.</summary>
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a body.</summary>
    /// <exception cref="JsonException">It is no JSON, has a key twice, or a text that is none (half a surrogate pair).</exception>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return Decoded(JsonNode.Parse(text, documentOptions: Strict));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            throw Undecodable(fault);
        }
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static async Task<JsonNode?> ParseAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return Decoded(await JsonNode.ParseAsync(body, documentOptions: Strict, cancellationToken: cancellationToken));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            throw Undecodable(fault);
        }
    }

    private static JsonException Undecodable(Exception fault) => new("A text in it cannot be decoded.", fault);

    // Texts are decoded when somebody asks for them, and a bad one would fail there, far from the body that had it.
    private static JsonNode? Decoded(JsonNode? node)
    {
        Decode(node);
        return node;
    }

    private static void Decode(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject entries:
                foreach (var (_, value) in entries)
                {
                    Decode(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Decode(item);
                }

                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }
}
