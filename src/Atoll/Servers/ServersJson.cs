using System.Text.Json.Serialization;

namespace Atoll.Servers;

[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ServersJson : JsonSerializerContext;
