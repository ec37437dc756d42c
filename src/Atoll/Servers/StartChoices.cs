using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Environments;

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
internal sealed class StartChoices(Choices choices)
{
    public const string EnvironmentKey = "environment";
    public const string SizeKey = "size";

    /// <summary>
    /// Without a request, the last start's options count again (jupyterhub.md 8, trap 9); what nothing names is the first environment and the
    /// smallest size. A name that nobody offers is a fault, in a sentence that lists what there is.
    /// </summary>
    public (StartChoice? Choice, string? Fault) Resolve(StartRequest? request, ServerRow? last)
    {
        if (request is null && last?.Environment is { } environment && last.Size is { } size)
        {
            return Resolve(environment, size, last.UserOptions);
        }

        var options = request?.UserOptions ?? [];
        return Resolve(Text(options, EnvironmentKey), Text(options, SizeKey), options.ToJsonString(JsonSerializerOptions.Default));
    }

    private (StartChoice? Choice, string? Fault) Resolve(string? environment, string? size, string options)
    {
        if (choices.Environment(environment) is not { } chosen)
        {
            return (null, Unknown("environment", environment, choices.Environments.Select(offer => offer.Name)));
        }

        return choices.Size(size) is { } sized
            ? (new StartChoice(chosen.Name, sized.Name, options), null)
            : (null, Unknown("size", size, choices.Sizes.Select(offer => offer.Name)));
    }

    private static string Unknown(string kind, string? name, IEnumerable<string> offers) =>
        $"There is no {kind} '{name}' here. Choose one of: {string.Join(", ", offers)}.";

    private static string? Text(JsonObject options, string key) =>
        options[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
