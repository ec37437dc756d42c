using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atoll.Differential.Answers;

/// <summary>What a hub answered, as it came.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Null when it is none.</summary>
    public JsonNode? Json { get; } = Headers.GetValueOrDefault("Content-Type")?.StartsWith("text/event-stream", StringComparison.Ordinal) == true
        ? EventsOf(Text)
        : ParseOrNull(Text);

    public static async Task<Answer> OfAsync(HttpResponseMessage reply)
    {
        var headers = reply.Headers.Concat(reply.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join('\n', header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)reply.StatusCode, headers, await reply.Content.ReadAsStringAsync());
    }

    /// <summary>An event stream's data; what stands between them only keeps the line open.</summary>
    private static JsonArray EventsOf(string stream) =>
        new([.. stream.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => ParseOrNull(line["data: ".Length..]))]);

    private static JsonNode? ParseOrNull(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '[' or '"'))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
