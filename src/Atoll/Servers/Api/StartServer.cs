using Atoll.Accounts.Access;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>POST <c>/users/{name}/server</c> and <c>/users/{name}/servers/{server}</c> (jupyterhub.md 1.2 Servers).</summary>
internal static class StartServer
{
    /// <summary>What it takes; a part of <c>servers</c>.</summary>
    public const string Scope = "start:servers";

    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerTargets targets, ServerActions actions, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindNewAsync(http.Caller(), Scope, name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        if (Settled(target) is { } settled)
        {
            return settled;
        }

        var (body, fault) = await ServerBody.ReadAsync(http.Request, cancellationToken);
        return fault ?? await StartAsync(target, body!, actions, cancellationToken);
    }

    // Already on its way: 202 at once, and its choices stay as they are.
    private static IResult? Settled(ServerTarget target) => target.Row?.Phase switch
    {
        null or ServerPhase.Stopped => null,
        ServerPhase.Ready => new ApiError(StatusCodes.Status400BadRequest, $"{target.LogName} is already running"),
        ServerPhase.Stopping => new ApiError(StatusCodes.Status400BadRequest, $"{target.LogName} is pending stop"),
        _ => Plain(StatusCodes.Status202Accepted),
    };

    private static async Task<IResult> StartAsync(ServerTarget target, ServerBody body, ServerActions actions, CancellationToken cancellationToken)
    {
        var request = body.UserOptions is { } options ? new StartRequest(options) : null;
        var called = target.Name.Length > 0 ? body.DisplayName : null;
        var outcome = await actions.StartAsync(target.Owner, target.Name, request, called, cancellationToken);
        return outcome switch
        {
            { Row: { } row } => await AnswerAsync(row, actions, cancellationToken),
            { Refusal: { } refusal } => refusal.ToAnswer(),
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

    private static IResult Plain(int status) => Results.Text("", "text/plain", statusCode: status);
}
