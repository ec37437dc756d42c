using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Atoll.Client.Json;

/// <summary>The JSON of JupyterHub's API: snake_case, times as <see cref="HubTimeConverter"/> writes them, nulls written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(HubTimeConverter)])]
[JsonSerializable(typeof(UserModel))]
[JsonSerializable(typeof(List<UserModel>))]
[JsonSerializable(typeof(ServerModel))]
[JsonSerializable(typeof(TokenModel))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(ShareModel))]
[JsonSerializable(typeof(ShareCodeModel))]
[JsonSerializable(typeof(NewShareCodeModel))]
[JsonSerializable(typeof(OAuthTokenResponse))]
[JsonSerializable(typeof(OAuthErrorResponse))]
[JsonSerializable(typeof(HubVersionModel))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(JsonNode))]
public sealed partial class HubJson : JsonSerializerContext;
