using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Api;

/// <summary>Bodies of the API. Upstream reads JSON whatever the type says, and takes no body for an empty one; so do we.</summary>
internal static class ApiJson
{
    /// <summary>The body; null for none.</summary>
    /// <exception cref="JsonException">It is not the JSON that was expected: answer with <see cref="ApiError.BadJson"/>.</exception>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.Length == 0 ? null : JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type);
    }

    /// <summary>Answers with JSON under exactly <c>application/json</c>.</summary>
    public static IResult Write<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        Results.Text(JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json", status);
}
