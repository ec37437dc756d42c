using System.Text.Json.Nodes;
using Atoll.Accounts.Access;
using Atoll.Accounts.Api;
using Atoll.Accounts.Services;
using Atoll.Client.Json;
using Atoll.Core.Scopes;
using Atoll.Platform.Http;

namespace Atoll.Hub.Services;

/// <summary>POST and DELETE <c>/services/{name}</c> (jupyterhub.md 1.2 Services).</summary>
internal static class ChangeServices
{
    public const string Scope = "admin:services";

    public static async Task<IResult> CreateAsync(HttpContext http, ServiceRecords records, string name, CancellationToken cancellationToken)
    {
        var caller = http.Caller();
        if (Targets.RefuseService(caller, name, Scope) is { } refusal)
        {
            return refusal;
        }

        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null)
        {
            return fault;
        }

        if (await records.FindAsync(name, cancellationToken) is not null)
        {
            return new ApiError(StatusCodes.Status409Conflict, $"Service {name} already exists");
        }

        var (spec, misfit) = Read(caller, name, node);
        return spec is null ? misfit!
            : await records.CreateAsync(spec, cancellationToken) is { } service
            ? ApiJson.Write(ServiceModels.Build(service, caller.Rights!.Book, caller.Scopes), HubJson.Default.JsonObject, StatusCodes.Status201Created)
            : Failed(name);
    }

    public static async Task<IResult> DeleteAsync(HttpContext http, ServiceRecords records, string name, CancellationToken cancellationToken)
    {
        if (Targets.RefuseService(http.Caller(), name, Scope) is { } refusal)
        {
            return refusal;
        }

        if (await records.FindAsync(name, cancellationToken) is not { } service)
        {
            return new ApiError(StatusCodes.Status404NotFound, $"Service {name} does not exist");
        }

        if (service.Configured)
        {
            return new ApiError(StatusCodes.Status405MethodNotAllowed, $"Service {name} is not modifiable at runtime");
        }

        await records.RemoveAsync(service, cancellationToken);
        return Results.Ok();
    }

    private static (ServiceSpec? Spec, ApiError? Fault) Read(Caller caller, string name, JsonNode? node)
    {
        if (node is not JsonObject { Count: > 0 } given)
        {
            return (null, Bad("Invalid service data"));
        }

        given["name"] = name;
        var (body, fault) = BodyShape.Service.Check(given);
        if (fault is not null)
        {
            return (null, fault);
        }

        if (body!["command"] is JsonArray { Count: > 0 })
        {
            return (null, Bad($"Can not create managed service {name} at runtime"));
        }

        return ServiceSpecs.Of(name, body) is not { } spec || !IsPossible(caller, spec) ? (null, Failed(name))
            : ExcessOf(caller, spec) is { Count: > 0 } excess
            ? (null, Bad($"Not assigning requested scopes {string.Join(',', excess)} not held by {(caller.User is null ? "Service" : "User")} {caller.Rights!.Owner.Name}"))
            : (spec, null);
    }

    private static bool IsPossible(Caller caller, ServiceSpec spec) =>
        ServiceNames.IsValid(spec.Name)
        && ServiceNames.IsAddress(spec.Url ?? "")
        && spec.ApiToken is null or { Length: 0 or >= ServiceOptions.ShortestToken }
        && spec.ClientOf(spec.Row).Fault(caller.Rights!.Book.Catalog) is null;

    // Whoever makes a service must be able to do all that it will be able to do or to ask for: with what they show, not only with what they are.
    private static IReadOnlyList<string> ExcessOf(Caller caller, ServiceSpec spec)
    {
        var book = caller.Rights!.Book;
        var asked = spec.OauthClientAllowedScopes.Concat(spec.Admin ? DefaultRoles.Admin.Scopes : []);
        var wanted = ScopeRules.Expand(asked, caller.Rights.Owner.ScopeContext, caller.Rights.IsMember, book.Catalog);
        return [.. wanted.ToStrings().Except(wanted.Intersect(caller.Scopes).ToStrings())];
    }

    private static ApiError Failed(string name) => Bad($"Failed to create service {name}");

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
