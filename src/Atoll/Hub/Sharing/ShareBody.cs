using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Platform.Http;

namespace Atoll.Hub.Sharing;

/// <summary>What a request to share, to invite or to take back says.</summary>
internal sealed record ShareBody
{
    private const long LeastLifetime = 60;
    private const long MostLifetime = 365 * 24 * 60 * 60;
    private const long UsualLifetime = 24 * 60 * 60;

    /// <summary>Whom it is about; else <see cref="Group"/>.</summary>
    public string? User { get; private init; }

    public string? Group { get; private init; }

    /// <summary>Null for the usual: all that there is, or leave to use the server.</summary>
    public IReadOnlyList<string>? Scopes { get; private init; }

    /// <summary>How long an invitation is good for.</summary>
    public TimeSpan Lifetime { get; private init; } = TimeSpan.FromSeconds(UsualLifetime);

    /// <summary>Reads a body that names a user or a group.</summary>
    public static Task<(ShareBody? Body, ApiError? Fault)> OfShareAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, OfShare, ["user", "group", "scopes"], cancellationToken);

    /// <summary>Reads a body that asks for an invitation.</summary>
    public static Task<(ShareBody? Body, ApiError? Fault)> OfCodeAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, OfCode, ["expires_in", "scopes"], cancellationToken);

    private static async Task<(ShareBody? Body, ApiError? Fault)> ReadAsync(
        HttpRequest request, Func<JsonObject, ShareBody> read, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            var body = await ParseAsync(request, cancellationToken);
            return body.FirstOrDefault(entry => !keys.Contains(entry.Key)).Key is { } unknown
                ? (null, Bad($"{unknown}: there is no such key here; there are {string.Join(", ", keys)}"))
                : (read(body), null);
        }
        catch (JsonException)
        {
            return (null, Bad(ApiError.BadJson));
        }
        catch (FormatException fault)
        {
            return (null, Bad(fault.Message));
        }
    }

    private static async Task<JsonObject> ParseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        await request.Body.CopyToAsync(text, cancellationToken);
        text.Position = 0;
        return text.Length == 0 ? [] : await FreeJson.ParseAsync(text, cancellationToken) switch
        {
            null => [],
            JsonObject entries => entries,
            _ => throw new FormatException("The body must be an object"),
        };
    }

    private static ShareBody OfShare(JsonObject body)
    {
        var (user, group) = (TextOf(body, "user"), TextOf(body, "group"));
        return (user, group) switch
        {
            ("", "") => throw new FormatException("Specify exactly one of `user` or `group`"),
            (not "", not "") => throw new FormatException("Expected exactly one of `user` or `group`, not both."),
            _ => new ShareBody { User = user.Length == 0 ? null : user, Group = group.Length == 0 ? null : group, Scopes = ScopesOf(body) },
        };
    }

    private static ShareBody OfCode(JsonObject body) => new()
    {
        Scopes = ScopesOf(body),
        Lifetime = TimeSpan.FromSeconds(body.ContainsKey("expires_in") ? SecondsOf(body["expires_in"]) : UsualLifetime),
    };

    // A number, or a text that is one: scripts send both.
    private static long SecondsOf(JsonNode? node)
    {
        var text = node is JsonValue value ? value.ToString() : "";
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= LeastLifetime and <= MostLifetime && decimal.IsInteger(seconds)
            ? (long)seconds
            : throw new FormatException($"expires_in must be a whole number of seconds from {LeastLifetime} to {MostLifetime}");
    }

    private static string TextOf(JsonObject body, string key) => body[key] switch
    {
        null => "",
        var node when node.GetValueKind() is JsonValueKind.String => node.GetValue<string>(),
        _ => throw new FormatException($"{key} must be a text"),
    };

    private static IReadOnlyList<string>? ScopesOf(JsonObject body)
    {
        var scopes = body["scopes"] switch
        {
            null => [],
            JsonArray list when list.All(one => one?.GetValueKind() is JsonValueKind.String) => list.Select(one => one!.GetValue<string>()).ToList(),
            _ => throw new FormatException("scopes must be a list of texts"),
        };
        return scopes.Count == 0 ? null : scopes;
    }

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
