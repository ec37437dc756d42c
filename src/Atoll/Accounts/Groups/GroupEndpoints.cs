using Atoll.Accounts.Access;
using Atoll.Accounts.Api;

namespace Atoll.Accounts.Groups;

/// <summary>The endpoints of groups (jupyterhub.md 1.2 Groups).</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder api)
    {
        api.MapGet("/groups", ReadGroups.ListAsync).NeedsScope(ReadGroups.ListScope);
        api.MapPost("/groups", CreateGroups.ManyAsync).NeedsWhole(CreateGroups.Scope);
        api.MapGet("/groups/{name}", ReadGroups.OneAsync).NeedsScope([.. GroupModels.AnyOf]);
        api.MapPost("/groups/{name}", CreateGroups.OneAsync).NeedsScope(CreateGroups.Scope);
        api.MapDelete("/groups/{name}", ChangeGroup.DeleteAsync).NeedsScope(ChangeGroup.DeleteScope);
        api.MapPost("/groups/{name}/users", ChangeGroup.AddAsync).NeedsScope(ChangeGroup.Scope);
        api.MapDelete("/groups/{name}/users", ChangeGroup.RemoveAsync).NeedsScope(ChangeGroup.Scope);
        api.MapPut("/groups/{name}/properties", ChangeGroup.SetPropertiesAsync).NeedsScope(ChangeGroup.Scope);
    }
}
