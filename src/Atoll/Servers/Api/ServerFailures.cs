using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Http;
using Atoll.Servers.Pages;

namespace Atoll.Servers.Api;

/// <summary>
/// GET <c>…/server/failure</c>, our own: why the last start or run ended. A route of its own, because clients of JupyterHub's server model
/// would choke on more fields there.
/// </summary>
internal static class ServerFailures
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerTargets targets, string name, string? server, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var (target, refusal) = await targets.FindAsync(caller, "read:servers", name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        return target.Row is { State.Failure: { } failure } row
            ? ApiJson.Write(Of(row, failure, seesLog: caller.Scopes.Allows(LogPages.Scope, row.UserName, row.Name)), HubJson.Default.JsonObject)
            : new ApiError(StatusCodes.Status404NotFound, $"{target.LogName} has not failed.");
    }

    private static JsonObject Of(ServerRow row, ServerFailure failure, bool seesLog)
    {
        var text = FailureTexts.Of(row, failure);
        var answer = new JsonObject
        {
            ["reason"] = failure.Reason,
            ["message"] = text.Happened,
            ["advice"] = text.WhatToDo,
            ["detail"] = failure.Detail,
            ["exit_code"] = failure.ExitCode,
        };
        if (seesLog)
        {
            answer["log"] = new JsonArray([.. (row.LogTail?.Split('\n') ?? []).Select(line => JsonValue.Create(line))]);
        }

        return answer;
    }
}
