using System.Text.Json.Serialization;
using Atoll.Core.Events;

namespace Atoll.Platform.Outbox;

[JsonSerializable(typeof(HubEvent))]
internal sealed partial class EventsJson : JsonSerializerContext;
