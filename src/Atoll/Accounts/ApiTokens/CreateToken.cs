using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.People;
using Atoll.Accounts.SignIn;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Core.Scopes;
using Atoll.Platform.Http;

namespace Atoll.Accounts.ApiTokens;

/// <summary><c>POST /users/{name}/tokens</c>: by token, by cookie, or by name and password in the body. The only answer with the secret in it.</summary>
internal sealed class CreateToken(Users users, Tokens tokens, SignIns signIns, RightsReader rights)
{
    private const string Scope = "tokens";

    public static Task<IResult> HandleAsync(HttpContext http, CreateToken handler, string name, CancellationToken cancellationToken) =>
        handler.RunAsync(http, name, cancellationToken);

    private async Task<IResult> RunAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(http.Request, cancellationToken) is not { } request)
        {
            return new ApiError(StatusCodes.Status400BadRequest, ApiError.BadJson);
        }

        var (caller, refusal) = await RequesterAsync(http, request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var owner = caller.Scopes.Allows(Scope, name) ? await users.FindAsync(name, cancellationToken) : null;
        return owner is null
            ? new ApiError(StatusCodes.Status403Forbidden, $"User {name} not found or no permissions to generate tokens")
            : await IssueAsync(caller, owner, request, cancellationToken);
    }

    private async Task<IResult> IssueAsync(Caller caller, UserRow owner, TokenRequest request, CancellationToken cancellationToken)
    {
        var asked = ScopeLines.Join(request.Scopes ?? []);
        var (scopes, fault) = RequestedScopes.Of(request, await rights.ReadAsync(Principal.Of(owner), asked, cancellationToken));
        fault ??= request.ExpiresIn is <= 0 or > int.MaxValue ? "expires_in must be a positive number of seconds" : null;
        if (fault is not null)
        {
            return new ApiError(StatusCodes.Status400BadRequest, fault);
        }

        var (token, secret) = await tokens.IssueAsync(
            new NewToken
            {
                UserId = owner.Id,
                Scopes = scopes,
                Note = string.IsNullOrEmpty(request.Note) ? DefaultNote(caller, owner) : request.Note,
                Lifetime = request.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            },
            cancellationToken);
        var model = JsonSerializer.SerializeToNode(TokenModels.Of(token, owner), HubJson.Default.TokenModel)!.AsObject();
        model["token"] = secret;
        return ApiJson.Write<JsonObject>(model, HubJson.Default.JsonObject, StatusCodes.Status201Created);
    }

    private async Task<(Caller Caller, IResult? Refusal)> RequesterAsync(
        HttpContext http, TokenRequest request, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (caller.IsKnown)
        {
            return (caller, null);
        }

        var credentials = request.Auth;
        if (credentials?.Username is null || credentials.Password is null)
        {
            return (caller, new ApiError(StatusCodes.Status403Forbidden, ApiError.MissingCredentials));
        }

        var attempt = await signIns.TryAsync(http, credentials.Username, credentials.Password, cancellationToken);
        return attempt switch
        {
            SignInAttempt.Accepted accepted => (Caller.OfPassword(await rights.ReadAsync(Principal.Of(accepted.User), cancellationToken)), null),
            SignInAttempt.TooMany tooMany => (caller, tooMany.AsApiError(http)),
            _ => (caller, new ApiError(StatusCodes.Status403Forbidden, ApiError.MissingCredentials)),
        };
    }

    private static string DefaultNote(Caller requester, UserRow owner) => requester switch
    {
        { Service: { } service } => $"Requested via api by service {service.Name}",
        { User: { } user } when user.Id != owner.Id => $"Requested via api by user {user.Name}",
        _ => "Requested via api",
    };

    private static async Task<TokenRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ApiJson.ReadAsync(request, HubJson.Default.TokenRequest, cancellationToken) ?? new TokenRequest();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
