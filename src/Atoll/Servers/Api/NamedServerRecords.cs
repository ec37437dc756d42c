using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Core.Names;
using Atoll.Platform.Http;

namespace Atoll.Servers.Api;

/// <summary>
/// GET, PUT and PATCH <c>/users/{name}/servers/{server}</c>, as JupyterHub 6 has them: one server's model, a new server that is not started,
/// and another name or other options for one that is stopped.
/// </summary>
internal static class NamedServerRecords
{
    private const string NameKey = "name";

    private static readonly string[] _keys = [NameKey, "display_name", "user_options"];

    public static async Task<IResult> GetAsync(
        HttpContext http, ServerTargets targets, ServerDirectory directory, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), "read:servers", name, server, cancellationToken);
        return target switch
        {
            null => refusal!,
            { Row: { } row } => Model(http, target, directory, row, StatusCodes.Status200OK),
            _ => new ApiError(StatusCodes.Status404NotFound),
        };
    }

    public static async Task<IResult> PutAsync(
        HttpContext http, ServerTargets targets, ServerEdits edits, ServerDirectory directory, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), StartServer.Scope, name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        var (body, fault) = await ServerBody.ReadAsync(http.Request, cancellationToken);
        if (body is null)
        {
            return fault!;
        }

        var edit = new ServerEdit { DisplayName = body.DisplayName, UserOptions = body.UserOptions };
        var (row, refused) = await edits.CreateAsync(target.Owner, target.Name, edit, cancellationToken);
        return row is null ? refused!.ToAnswer() : Model(http, target, directory, row, StatusCodes.Status201Created);
    }

    public static async Task<IResult> PatchAsync(
        HttpContext http, ServerTargets targets, ServerEdits edits, ServerDirectory directory, string name, string? server, CancellationToken cancellationToken)
    {
        var (target, refusal) = await targets.FindAsync(http.Caller(), StartServer.Scope, name, server, cancellationToken);
        if (target is null)
        {
            return refusal!;
        }

        var (edit, fault) = await ReadAsync(http.Request, cancellationToken);
        if (edit is null)
        {
            return fault!;
        }

        // Whoever may start one server may not make it another one.
        if (edit.Name is { } newName && !http.Caller().Scopes.Allows(StartServer.Scope, target.Owner.Name, newName))
        {
            return new ApiError(StatusCodes.Status404NotFound, ApiError.NotFoundOrHidden);
        }

        var (row, refused) = await edits.ChangeAsync(target.Owner, target.Name, edit, cancellationToken);
        return (row, refused) switch
        {
            ({ } after, _) => Model(http, target, directory, after, StatusCodes.Status200OK),
            (_, { } not) => not.ToAnswer(),
            _ => new ApiError(StatusCodes.Status404NotFound, $"User {target.Owner.Name} has no such server {target.Name}"),
        };
    }

    private static async Task<(ServerEdit? Edit, ApiError? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (node, broken) = await JsonBody.ReadAsync(request, cancellationToken);
        if (broken is not null || node is not JsonObject { Count: > 0 } body)
        {
            return (null, broken ?? Bad("Must specify at least one field to modify."));
        }

        if (body.FirstOrDefault(field => !_keys.Contains(field.Key)) is { Key: { } unknown })
        {
            return (null, Bad($"Unexpected field: {unknown}, supported fields: {string.Join(", ", _keys)}"));
        }

        var (name, called) = (ServerBody.Text(body[NameKey]), ServerBody.Text(body["display_name"]));
        var fault = body.ContainsKey(NameKey) && name is null ? "name must be a string"
            : body.ContainsKey("display_name") && called is null ? "display_name must be a string"
            : body.ContainsKey("user_options") && body["user_options"] is not JsonObject ? "user_options must be a dict"
            : called is { Length: > 0 } && ServerName.FaultOfDisplayName(called) is { } wrong ? $"A server cannot be called that: {wrong}."
            : null;
        return fault is null
            ? (new ServerEdit { Name = name, DisplayName = called, UserOptions = body["user_options"]?.DeepClone().AsObject() }, null)
            : (null, Bad(fault));
    }

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);

    private static IResult Model(HttpContext http, ServerTarget target, ServerDirectory directory, ServerRow row, int status) =>
        ApiJson.Write(UserModels.Server(target.Owner, http.Caller().Scopes, directory.ModelOf(row)), HubJson.Default.JsonObject, status);
}
