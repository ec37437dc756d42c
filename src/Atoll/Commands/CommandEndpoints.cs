using Atoll.Accounts.Access;
using Atoll.Platform.Http;

namespace Atoll.Commands;

/// <summary>
/// The command line's endpoints. They are reached through the socket in the data folder alone (<see cref="ListenerRules"/>), whose file mode
/// is the access check: whoever may open it owns the hub's data anyway.
/// </summary>
internal static class CommandEndpoints
{
    public const string Prefix = "/_command";

    public static IEndpointRouteBuilder MapCommands(this IEndpointRouteBuilder app)
    {
        // The rules of the listeners keep others away; this holds whatever becomes of them.
        var group = app.MapGroup(Prefix).AllowsAnyone(checksXsrfItself: true).AddEndpointFilter(async (call, next) =>
            Listeners.IsFromCommandLine(call.HttpContext.Connection) ? await next(call) : new ApiError(StatusCodes.Status404NotFound));
        group.MapPost("/users/add", async (AddUserRequest request, HubCommands commands, CancellationToken ct) =>
            Reply(await commands.AddUserAsync(request, ct)));
        group.MapPost("/users/list", async (HubCommands commands, CancellationToken ct) => Reply(await commands.ListUsersAsync(ct)));
        group.MapPost("/tokens/create", async (CreateTokenRequest request, HubCommands commands, CancellationToken ct) =>
            Reply(await commands.CreateTokenAsync(request, ct)));
        group.MapPost("/environments/list", async (EnvironmentCommands commands, CancellationToken ct) => Reply(await commands.ListAsync(ct)));
        group.MapPost("/environments/update", async (EnvironmentRequest request, EnvironmentCommands commands, CancellationToken ct) =>
            Reply(await commands.UpdateAsync(request, ct)));
        group.MapPost("/environments/rollback", async (EnvironmentRequest request, EnvironmentCommands commands, CancellationToken ct) =>
            Reply(await commands.RollBackAsync(request, ct)));
        group.MapPost("/environments/remove", async (EnvironmentRequest request, EnvironmentCommands commands, CancellationToken ct) =>
            Reply(await commands.RemoveAsync(request, ct)));
        group.MapPost("/down", async (HubCommands commands, IHostApplicationLifetime lifetime, CancellationToken ct) =>
        {
            var reply = await commands.StopServersAsync(ct);
            lifetime.StopApplication();
            return Reply(reply);
        });
        return app;
    }

    private static IResult Reply(CommandReply reply) => TypedResults.Json(reply, CommandsJson.Default.CommandReply);
}
