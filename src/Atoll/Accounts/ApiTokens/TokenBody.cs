using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Api;
using Atoll.Client;
using Atoll.Platform.Http;

namespace Atoll.Accounts.ApiTokens;

/// <summary>
/// The body of a request for a token. Who asks is settled before the rest of it is looked at, so it is read in two steps; what is wrong with it
/// is told in JupyterHub's words.
/// </summary>
internal sealed class TokenBody
{
    private readonly JsonObject _fields;

    private TokenBody(JsonObject fields) => _fields = fields;

    /// <summary>Name and password, for those who show neither token nor cookie; null when there are none.</summary>
    public PasswordCredentials? Auth =>
        _fields["auth"] is JsonObject auth && AnyJson.Text(auth["username"]) is { } name && AnyJson.Text(auth["password"]) is { } password
            ? new PasswordCredentials(name, password)
            : null;

    public static async Task<(TokenBody? Body, ApiError? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (node, fault) = await AnyJson.ReadAsync(request, cancellationToken);
        return fault is null ? Of(node) : (null, fault);
    }

    /// <summary>All of it, or what is wrong.</summary>
    public (TokenRequest? Request, ApiError? Fault) Read()
    {
        if ((FaultOfList("roles") ?? FaultOfList("scopes")) is { } fault)
        {
            return (null, fault);
        }

        var (seconds, late) = Seconds();
        return late is not null ? (null, late)
            : _fields["note"] is { } note && note.GetValueKind() is not JsonValueKind.String
                ? (null, Bad($"token note must be null or a string, not {PythonText.Of(note)}"))
                : (new TokenRequest { Note = AnyJson.Text(_fields["note"]), ExpiresIn = seconds, Roles = List("roles"), Scopes = List("scopes") }, null);
    }

    // What counts as nothing in Python counts as an empty request.
    private static (TokenBody? Body, ApiError? Fault) Of(JsonNode? node) => node switch
    {
        JsonObject fields => (new TokenBody(fields), null),
        null or JsonArray { Count: 0 } => (new TokenBody(new JsonObject()), null),
        JsonValue value when value.ToJsonString() is "false" or "0" or "\"\"" => (new TokenBody(new JsonObject()), null),
        _ => (null, Bad("Body must be a JSON dict or empty")),
    };

    private (long? Seconds, ApiError? Fault) Seconds()
    {
        if (_fields["expires_in"] is not { } value)
        {
            return (null, null);
        }

        var text = value.GetValueKind() is JsonValueKind.Number ? value.ToJsonString() : "";
        return text.Length == 0 || text.AsSpan().ContainsAny('.', 'e', 'E')
                ? (null, Bad($"token expires_in must be null or integer, not {PythonText.Of(value)}"))
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? (seconds, null)
            : (null, Bad($"expires_in must be a positive integer or null, not {text}"));
    }

    private ApiError? FaultOfList(string key) =>
        _fields[key] is null || (_fields[key] is JsonArray items && items.All(item => AnyJson.Text(item) is not null))
            ? null
            : Bad($"token {key} must be null or a list of strings, not {PythonText.Of(_fields[key])}");

    private IReadOnlyList<string>? List(string key) => _fields[key]?.AsArray().Select(item => AnyJson.Text(item)!).ToList();

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
