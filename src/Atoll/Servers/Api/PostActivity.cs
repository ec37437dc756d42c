using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>POST <c>/users/{name}/activity</c>: what servers report every few minutes (jupyterhub.md 1.2 Users, 1.13).</summary>
internal static class PostActivity
{
    // Upstream accepts clocks that are up to about an hour ahead.
    private static readonly TimeSpan _ahead = TimeSpan.FromMinutes(59);

    public static async Task<IResult> HandleAsync(
        HttpContext http, Users users, ServerActivity activity, TimeProvider time, string name, CancellationToken cancellationToken)
    {
        if (!http.Caller().Scopes.Allows("users:activity", name))
        {
            return new ApiError(StatusCodes.Status404NotFound, ApiError.NotFoundOrHidden);
        }

        if (await users.FindAsync(name, cancellationToken) is not { } user)
        {
            return new ApiError(StatusCodes.Status404NotFound, $"No such user: {PythonText.Of(name)}");
        }

        var (report, fault) = await ReadAsync(http.Request, time.GetUtcNow() + _ahead, cancellationToken);
        if (report is null)
        {
            return new ApiError(StatusCodes.Status400BadRequest, fault!);
        }

        return await activity.ReportAsync(user.Id, report, cancellationToken) is { } unknown
            ? new ApiError(StatusCodes.Status400BadRequest, $"No such server '{unknown}' for user {name}")
            : Results.Ok();
    }

    private static async Task<(ActivityReport? Report, string? Fault)> ReadAsync(
        HttpRequest request, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        try
        {
            return await FreeJson.ParseAsync(request.Body, cancellationToken) is JsonObject body
                ? Parse(body, latest)
                : (null, "body must be a json dict");
        }
        catch (JsonException)
        {
            return (null, ApiError.BadJson);
        }
    }

    private static (ActivityReport? Report, string? Fault) Parse(JsonObject body, DateTimeOffset latest)
    {
        if (IsNothing(body["last_activity"]) && IsNothing(body["servers"]))
        {
            return (null, "body must contain at least one of `last_activity` or `servers`");
        }

        if (!IsNothing(body["servers"]) && body["servers"] is not JsonObject)
        {
            return (null, "servers must be a dict of the form {server_name: {last_activity: timestamp}}");
        }

        var servers = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var (server, entry) in body["servers"] as JsonObject ?? [])
        {
            if (!TryTime((entry as JsonObject)?["last_activity"], latest, out var at, out var fault))
            {
                return (null, fault);
            }

            servers[server] = at;
        }

        if (IsNothing(body["last_activity"]) || body["last_activity"] is not { } own)
        {
            return (new ActivityReport(null, servers), null);
        }

        return TryTime(own, latest, out var seen, out var wrong) ? (new ActivityReport(seen, servers), null) : (null, wrong);
    }

    // What counts as nothing in Python is as good as absent.
    private static bool IsNothing(JsonNode? node) => node switch
    {
        null or JsonObject { Count: 0 } or JsonArray { Count: 0 } => true,
        JsonValue value => value.TryGetValue<string>(out var text) && text.Length == 0,
        _ => false,
    };

    private static bool TryTime(JsonNode? node, DateTimeOffset latest, out DateTimeOffset time, out string? fault)
    {
        time = default;
        var text = node is JsonValue value && value.TryGetValue<string>(out var given) ? given : "";
        fault = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time)
            ? null
            : $"Not a valid timestamp: {PythonText.Of(text)}";
        if (fault is null && time > latest)
        {
            fault = $"Rejecting activity from more than an hour in the future: {HubTimeConverter.Format(time)}";
        }

        return fault is null;
    }
}
