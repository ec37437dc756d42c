using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atoll.Platform.Http;

/// <summary>A request's body of any JSON.</summary>
internal static class AnyJson
{
    /// <summary>What it says; nothing when it is empty, or says null. A fault when it is not JSON.</summary>
    public static async Task<(JsonNode? Node, ApiError? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        try
        {
            body.Position = 0;
            return (body.Length == 0 ? null : await FreeJson.ParseAsync(body, cancellationToken), null);
        }
        catch (JsonException)
        {
            return (null, new ApiError(StatusCodes.Status400BadRequest, ApiError.BadJson));
        }
    }

    /// <summary>The text of a JSON string; null for anything else.</summary>
    public static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;

    /// <summary>Whether it is <c>true</c>.</summary>
    public static bool IsTrue(JsonNode? node) => node?.GetValueKind() is JsonValueKind.True;
}
