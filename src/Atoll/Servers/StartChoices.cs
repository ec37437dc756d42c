using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Web;

namespace Atoll.Servers;

/// <summary>Settles what a start runs.</summary>
internal sealed class StartChoices(Live<Choices> live)
{
    /// <summary>
    /// Without a request, the last start's options count again (jupyterhub.md 8, trap 9), with the environment and size that they came to.
    /// What nothing names is the default. What nobody offers is a fault, in a sentence that lists what there is.
    /// </summary>
    public (StartChoice? Choice, IReadOnlyList<FieldFault> Faults) Resolve(StartRequest? request, ServerRow? last)
    {
        var reading = request is null && last is not null
            ? new StartReading(live.Value, OptionsOf(last)) { Environment = last.Environment, Size = last.Size }
            : new StartReading(live.Value, request?.UserOptions ?? []);
        var (plan, faults) = reading.Read();
        return (plan is null ? null : new StartChoice(plan, Said(request, last)), faults);
    }

    /// <summary>What a server's last start was asked with.</summary>
    public static JsonObject OptionsOf(ServerRow row) => JsonNode.Parse(row.UserOptions)!.AsObject();

    private static string Said(StartRequest? request, ServerRow? last) =>
        request?.UserOptions.ToJsonString(JsonSerializerOptions.Default) ?? last?.UserOptions ?? "{}";
}
