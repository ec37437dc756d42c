using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Hub.Services;

/// <summary>GET <c>/services</c>, which is a dictionary and has no pages, and <c>/services/{name}</c> (jupyterhub.md 1.2 Services).</summary>
internal static class ReadServices
{
    public const string ListScope = "list:services";

    public static async Task<IResult> ListAsync(HttpContext http, ServiceRecords records, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        var models = from service in await records.ListAsync(cancellationToken)
                     where caller.Scopes.AllowsService(ListScope, service.Name)
                     select KeyValuePair.Create(service.Name, (JsonNode?)ServiceModels.Build(service, caller.Rights!.Book, caller.Scopes));
        return ApiJson.Write(new JsonObject(models), HubJson.Default.JsonObject);
    }

    public static async Task<IResult> OneAsync(HttpContext http, ServiceRecords records, string name, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (Targets.RefuseService(caller, name, [.. ServiceModels.AnyOf]) is { } refusal)
        {
            return refusal;
        }

        return await records.FindAsync(name, cancellationToken) is { } service
            ? ApiJson.Write(ServiceModels.Build(service, caller.Rights!.Book, caller.Scopes), HubJson.Default.JsonObject)
            : new ApiError(StatusCodes.Status404NotFound, $"No such service: {name}");
    }
}
