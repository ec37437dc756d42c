using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>A request's body of any JSON.</summary>
internal static class JsonBody
{
    /// <summary>What it says; nothing when it is empty, or says null.</summary>
    public static async Task<(JsonNode? Node, ApiError? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        try
        {
            return (string.IsNullOrWhiteSpace(body) ? null : FreeJson.Parse(body), null);
        }
        catch (JsonException)
        {
            return (null, new ApiError(StatusCodes.Status400BadRequest, ApiError.BadJson));
        }
    }
}
