using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Core.Names;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>
/// What a request says about a server: <c>{"display_name"?, "user_options"?}</c> as clients of JupyterHub 6 write it, or the user options
/// alone as all others do.
/// </summary>
internal sealed record ServerBody
{
    private const string NameKey = "display_name";
    private const string OptionsKey = "user_options";

    /// <summary>Null when none are given: the last ones count again.</summary>
    public JsonObject? UserOptions { get; private init; }

    /// <summary>What pages call it; null when it is not said.</summary>
    public string? DisplayName { get; private init; }

    /// <summary>The request's body; an empty one says nothing.</summary>
    public static async Task<(ServerBody? Body, ApiError? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (node, fault) = await JsonBody.ReadAsync(request, cancellationToken);
        return node switch
        {
            _ when fault is not null => (null, fault),
            null => (new ServerBody(), null),
            JsonObject body when body.ContainsKey(NameKey) || body.ContainsKey(OptionsKey) => Split(body),
            JsonObject body => (new ServerBody { UserOptions = body }, null),
            _ => (null, Bad("The body must be a JSON object.")),
        };
    }

    /// <summary>A text; null for anything else.</summary>
    public static string? Text(JsonNode? node) => (node as JsonValue)?.GetValueKind() is JsonValueKind.String ? node!.GetValue<string>() : null;

    private static (ServerBody? Body, ApiError? Fault) Split(JsonObject body)
    {
        var name = Text(body[NameKey]);
        if (body.ContainsKey(NameKey) && name is null)
        {
            return (null, Bad($"{NameKey} must be a string"));
        }

        if (name is { Length: > 0 } && ServerName.FaultOfDisplayName(name) is { } fault)
        {
            return (null, Bad($"A server cannot be called that: {fault}."));
        }

        return body[OptionsKey] is null or JsonObject
            ? (new ServerBody { UserOptions = body[OptionsKey]?.DeepClone().AsObject(), DisplayName = name is { Length: > 0 } ? name : null }, null)
            : (null, Bad($"{OptionsKey} must be an object or null"));
    }

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
