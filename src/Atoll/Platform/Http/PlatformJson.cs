using System.Text.Json.Serialization;

namespace Atoll.Platform.Http;

internal sealed record ErrorBody(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class PlatformJson : JsonSerializerContext;
