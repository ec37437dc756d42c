using System.Text.Json.Nodes;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Api;

/// <summary>Which keys a request's body may have, and of which types (as <see cref="PythonText.TypeOf"/> names them).</summary>
internal sealed record BodyShape(string Name, IReadOnlyDictionary<string, string> Types)
{
    public static BodyShape User { get; } = new("user", new Dictionary<string, string>
    {
        ["name"] = "str", ["admin"] = "bool", ["groups"] = "list", ["roles"] = "list", ["auth_state"] = "dict",
    });

    public static BodyShape Group { get; } = new("group", new Dictionary<string, string>
    {
        ["name"] = "str", ["users"] = "list", ["roles"] = "list",
    });

    public static BodyShape Service { get; } = new("service", new Dictionary<string, string>
    {
        ["name"] = "str", ["admin"] = "bool", ["url"] = "str", ["oauth_client_allowed_scopes"] = "list", ["api_token"] = "str",
        ["info"] = "dict", ["display"] = "bool", ["oauth_no_confirm"] = "bool", ["command"] = "list", ["cwd"] = "str",
        ["environment"] = "dict", ["user"] = "str", ["oauth_client_id"] = "str", ["oauth_redirect_uri"] = "str",
    });

    /// <summary>The body, or what is wrong with it.</summary>
    public (JsonObject? Body, ApiError? Fault) Check(JsonNode? node)
    {
        if (node is not JsonObject body)
        {
            return (null, Bad($"Invalid JSON data: {PythonText.Of(node)}"));
        }

        if (body.Any(pair => !Types.ContainsKey(pair.Key)))
        {
            return (null, Bad($"Invalid JSON keys: {PythonText.Of(node)}"));
        }

        foreach (var (key, value) in body)
        {
            if (PythonText.TypeOf(value) != PythonText.Class(Types[key]))
            {
                return (null, Bad($"{Name}.{key} must be {PythonText.Class(Types[key])}, not: {PythonText.TypeOf(value)}"));
            }
        }

        return (body, null);
    }

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
