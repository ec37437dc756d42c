using Atoll.Accounts.Access;
using Atoll.Accounts.Api;

namespace Atoll.Hub.Api;

/// <summary>The endpoints of users.</summary>
internal static class UserEndpoints
{
    public static IServiceCollection AddUserEndpoints(this IServiceCollection services) =>
        services.AddSingleton<UserReader>().AddSingleton<ChangeUser>().AddSingleton<RemoveUser>();

    public static void MapUserEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapGet("/hub/api/users", ReadUsers.ListAsync).NeedsScope(ReadUsers.ListScope);
        app.MapPost("/hub/api/users", CreateUsers.ManyAsync).NeedsWhole(CreateUsers.Scope);
        app.MapGet("/hub/api/users/{name}", ReadUsers.OneAsync).NeedsScope([.. UserModels.AnyOf]);
        app.MapPost("/hub/api/users/{name}", CreateUsers.OneAsync).NeedsScope(CreateUsers.Scope);
        app.MapPatch("/hub/api/users/{name}", ChangeUser.HandleAsync).NeedsScope(CreateUsers.Scope);
        app.MapDelete("/hub/api/users/{name}", RemoveUser.HandleAsync).NeedsScope(RemoveUser.Scope);
        app.MapPost("/hub/api/users/{name}/admin-access", AdminAccess).NeedsScope("servers");
    }

    // Once a way into others' servers, which take the scope access:servers and the confirmation page today.
    private static async Task<IResult> AdminAccess(HttpContext http, UserReader reader, string name, CancellationToken cancellationToken)
    {
        var (_, refusal) = await reader.FindAsync(http.Caller(), name, ["servers"], cancellationToken);
        return refusal ?? Results.Ok();
    }
}
