using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Environments;
using Atoll.Platform.Configuration;
using Atoll.Web;

namespace Atoll.Servers;

/// <summary>What a start was asked with: the whole JSON object, of which <c>environment</c> and <c>size</c> choose.</summary>
internal sealed record StartRequest(JsonObject UserOptions)
{
    /// <summary>From a form's fields.</summary>
    public static StartRequest Of(string? environment, string? size)
    {
        var options = new JsonObject();
        Add(options, StartChoices.EnvironmentKey, environment);
        Add(options, StartChoices.SizeKey, size);
        return new StartRequest(options);
    }

    private static void Add(JsonObject options, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            options[key] = value;
        }
    }
}

/// <summary>Settles environment and size of a start.</summary>
internal sealed class StartChoices(Live<Choices> live)
{
    public const string EnvironmentKey = "environment";
    public const string SizeKey = "size";

    /// <summary>
    /// Without a request, the last start's options count again (jupyterhub.md 8, trap 9); what nothing names is the first environment and the
    /// smallest size. A name that nobody offers is a fault, in a sentence that lists what there is.
    /// </summary>
    public (StartChoice? Choice, IReadOnlyList<FieldFault> Faults) Resolve(StartRequest? request, ServerRow? last)
    {
        if (request is null && last?.Environment is { } environment && last.Size is { } size)
        {
            return Resolve(environment, size, last.UserOptions);
        }

        var options = request?.UserOptions ?? [];
        return Resolve(Text(options, EnvironmentKey), Text(options, SizeKey), options.ToJsonString(JsonSerializerOptions.Default));
    }

    private (StartChoice? Choice, IReadOnlyList<FieldFault> Faults) Resolve(string? environment, string? size, string options)
    {
        var choices = live.Value;
        var (chosen, sized) = (choices.Environment(environment), choices.Size(size));
        if (chosen is not null && sized is not null)
        {
            return (new StartChoice(ServerPlan.Of(chosen, sized), options), []);
        }

        List<FieldFault> faults = [];
        if (chosen is null)
        {
            faults.Add(Unknown(EnvironmentKey, environment, choices.Environments.Select(offer => offer.Name)));
        }

        if (sized is null)
        {
            faults.Add(Unknown(SizeKey, size, choices.Sizes.Select(offer => offer.Name)));
        }

        return (null, faults);
    }

    private static FieldFault Unknown(string field, string? name, IEnumerable<string> offers) =>
        new(field, $"There is no {field} '{name}' here. Choose one of: {string.Join(", ", offers)}.");

    private static string? Text(JsonObject options, string key) =>
        options[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
