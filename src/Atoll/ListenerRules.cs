using Atoll.Commands;
using Atoll.Platform.Http;

namespace Atoll;

/// <summary>
/// What may be asked where: on the servers' network the hub's API alone, on the command line's socket its commands alone, and those nowhere
/// else.
/// </summary>
internal sealed class ListenerRules(RequestDelegate next, HubBoot boot)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        // Routing does not look at case, so neither may this.
        var isCommand = path.StartsWithSegments(CommandEndpoints.Prefix, StringComparison.OrdinalIgnoreCase);
        var isAllowed = Listeners.IsFromCommandLine(context.Connection) ? isCommand
            : Listeners.IsFromServers(context.Connection, boot) ? path.StartsWithSegments("/hub/api", StringComparison.Ordinal)
            : !isCommand;
        return isAllowed ? next(context) : new ApiError(StatusCodes.Status404NotFound).ExecuteAsync(context);
    }
}
