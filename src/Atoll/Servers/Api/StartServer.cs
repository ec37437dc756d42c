using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>POST <c>/users/{name}/server</c> and <c>/users/{name}/servers/{server}</c> (jupyterhub.md 1.2 Servers).</summary>
internal static class StartServer
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerTargets targets, ServerActions actions, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), "servers", name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        if (target.Name.Length > 0)
        {
            return new ApiError(StatusCodes.Status400BadRequest, "Named servers are not enabled.");
        }

        var (request, fault) = await ReadAsync(http.Request, cancellationToken);
        return fault ?? Conflict(target) ?? await StartAsync(target, request, actions, cancellationToken);
    }

    private static ApiError? Conflict(ServerTarget target) => target.Row?.Phase switch
    {
        ServerPhase.Ready => new ApiError(StatusCodes.Status400BadRequest, $"{target.LogName} is already running"),
        ServerPhase.Stopping => new ApiError(StatusCodes.Status400BadRequest, $"{target.LogName} is pending stop"),
        _ => null,
    };

    private static async Task<IResult> StartAsync(
        ServerTarget target, StartRequest? request, ServerActions actions, CancellationToken cancellationToken)
    {
        // Already on its way: 202 at once, and its choices stay as they are.
        if (target.Row?.State.IsStarting == true)
        {
            return Plain(StatusCodes.Status202Accepted);
        }

        var outcome = await actions.StartAsync(target.Owner, target.Name, request, cancellationToken);
        return outcome switch
        {
            { Row: { } row } => await AnswerAsync(row, actions, cancellationToken),
            { Refusal: { } refusal } => new StartRefused(refusal, new ApiError(StatusCodes.Status429TooManyRequests, refusal.ForApi)),
            _ => new ApiError(StatusCodes.Status400BadRequest, string.Join(' ', outcome.Faults.Select(fault => fault.Text))),
        };
    }

    private static async Task<IResult> AnswerAsync(ServerRow row, ServerActions actions, CancellationToken cancellationToken)
    {
        var after = await actions.WaitForStartAsync(row.Id, cancellationToken);
        return after switch
        {
            { Phase: ServerPhase.Ready } => Plain(StatusCodes.Status201Created),
            { State.Failure: { } failure } => new ApiError(
                StatusCodes.Status500InternalServerError, $"Spawn failed: {FailureTexts.Line(after, failure)}"),
            _ => Plain(StatusCodes.Status202Accepted),
        };
    }

    private static async Task<(StartRequest? Request, ApiError? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(body))
        {
            return (null, null);
        }

        try
        {
            return FreeJson.Parse(body) is JsonObject options
                ? (new StartRequest(options), null)
                : (null, new ApiError(StatusCodes.Status400BadRequest, "The body must be a JSON object."));
        }
        catch (JsonException)
        {
            return (null, new ApiError(StatusCodes.Status400BadRequest, ApiError.BadJson));
        }
    }

    private static IResult Plain(int status) => Results.Text("", "text/plain", statusCode: status);
}
