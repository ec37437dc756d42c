using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Accounts.ApiTokens;

/// <summary><c>POST /users/{name}/tokens</c>: by token, by cookie, or by name and password in the body. The only answer with the secret in it.</summary>
internal sealed class CreateToken(Users users, Tokens tokens, TokenRequesters requesters, TokenPlans plans)
{
    private const string Scope = "tokens";

    public static Task<IResult> HandleAsync(HttpContext http, CreateToken handler, string name, CancellationToken cancellationToken) =>
        handler.RunAsync(http, name, cancellationToken);

    private async Task<IResult> RunAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        var (body, fault) = await TokenBody.ReadAsync(http.Request, cancellationToken);
        if (body is null)
        {
            return fault!;
        }

        var (caller, refusal) = await requesters.SettleAsync(http, body, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var owner = caller.Scopes.Allows(Scope, name) ? await users.FindAsync(name, cancellationToken) : null;
        return owner is null
            ? new ApiError(StatusCodes.Status403Forbidden, $"{KindOf(caller)} {name} not found or no permissions to generate tokens")
            : await IssueAsync(caller, owner, body, cancellationToken);
    }

    private async Task<IResult> IssueAsync(Caller caller, UserRow owner, TokenBody body, CancellationToken cancellationToken)
    {
        var (request, fault) = body.Read();
        if (request is null)
        {
            return fault!;
        }

        var (plan, reason) = await plans.MakeAsync(owner, request, cancellationToken);
        if (plan is null)
        {
            return new ApiError(StatusCodes.Status400BadRequest, reason!);
        }

        var note = string.IsNullOrEmpty(request.Note) ? DefaultNote(caller, owner) : request.Note;
        var (token, secret) = await tokens.IssueAsync(plan.Token with { Note = note }, cancellationToken);
        return Answer(TokenModels.Of(token, plan.Owner), secret);
    }

    private static IResult Answer(TokenModel token, string secret)
    {
        var model = JsonSerializer.SerializeToNode(token, HubJson.Default.TokenModel)!.AsObject();
        model["token"] = secret;
        return ApiJson.Write<JsonObject>(model, HubJson.Default.JsonObject, StatusCodes.Status201Created);
    }

    // JupyterHub names the kind of who asks and the name of whom they ask for.
    private static string KindOf(Caller caller) => caller.Service is null ? "User" : "Service";

    private static string DefaultNote(Caller requester, UserRow owner) => requester switch
    {
        { Service: { } service } => $"Requested via api by service {service.Name}",
        { User: { } user } when user.Id != owner.Id => $"Requested via api by user {user.Name}",
        _ => "Requested via api",
    };
}
