using Atoll.Accounts.Access;
using Atoll.Accounts.Api;

namespace Atoll.Hub.Services;

/// <summary>Services: their records, and their endpoints.</summary>
internal static class ServiceEndpoints
{
    public static IServiceCollection AddServices(this IServiceCollection services) =>
        services.AddSingleton<ServiceRecords>().AddHostedService<ServiceKeeper>();

    public static void MapServices(this IEndpointRouteBuilder app)
    {
        app.MapGet("/hub/api/services", ReadServices.ListAsync).NeedsScope(ReadServices.ListScope);
        app.MapGet("/hub/api/services/{name}", ReadServices.OneAsync).NeedsScope([.. ServiceModels.AnyOf]);
        app.MapPost("/hub/api/services/{name}", ChangeServices.CreateAsync).NeedsScope(ChangeServices.Scope);
        app.MapDelete("/hub/api/services/{name}", ChangeServices.DeleteAsync).NeedsScope(ChangeServices.Scope);
    }
}
