using Atoll.Accounts.Roles;
using Atoll.Accounts.Services;

namespace Atoll.Differential.Hubs;

/// <summary>The world as Atoll's configuration.</summary>
internal static class AtollWorld
{
    public static void Configure(HubOptions options)
    {
        options.Servers.SlowSeconds = World.SlowSeconds;
        options.Servers.GraceSeconds = 0.3;
        options.Servers.StopOnLogout = false;
        options.Servers.NamedServers = true;
        options.Servers.NamedServerLimitPerUser = World.NamedServers;
        options.Services = [.. World.Services.Select(Of)];
        options.LoadRoles = [new() { Name = "admin", Users = [World.Admin] }, .. World.Roles.Select(Of)];
        options.CustomScopes = World.CustomScopes.ToDictionary(scope => scope.Name, Of, StringComparer.Ordinal);
    }

    private static ServiceOptions Of(Service service) => new()
    {
        Name = service.Name,
        ApiToken = service.Token,
        Admin = service.Admin,
        Url = service.Url ?? "",
        OauthRedirectUri = service.RedirectUri ?? "",
        OauthClientAllowedScopes = [.. service.AllowedScopes],
        OauthNoConfirm = service.NoConfirm,
    };

    private static RoleOptions Of(RoleSpec role) => new()
    {
        Name = role.Name,
        Description = role.Description,
        Scopes = [.. role.Scopes],
        Users = [.. role.Users],
        Groups = [.. role.Groups],
        Services = [.. role.Services],
    };

    private static CustomScopeOptions Of(CustomScope scope) => new() { Description = scope.Description, Subscopes = [.. scope.Subscopes] };
}
