using System.Text.Json.Nodes;
using Atoll.Accounts.Services;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Api;

/// <summary>Makes the API's model of a service: with those keys that the caller's scopes reveal, and no others (jupyterhub.md 1.2).</summary>
internal static class ServiceModels
{
    /// <summary>Scopes of which any lets a caller see something of a service.</summary>
    public static IReadOnlyList<string> AnyOf { get; } = ["read:services", "read:services:name", "read:roles:services"];

    /// <summary>
    /// The same for a service that asks who it is: JupyterHub knows less of it there, and says null.
    /// </summary>
    public static JsonObject BuildSelf(ServiceRow service, RoleBook book, ScopeSet scopes)
    {
        var model = Build(service, book, scopes);
        if (model.ContainsKey("url"))
        {
            model["url"] = service.Url;
            model["info"] = null;
            model["display"] = null;
        }

        return model;
    }

    public static JsonObject Build(ServiceRow service, RoleBook book, ScopeSet scopes)
    {
        var model = new JsonObject { ["kind"] = "service", ["name"] = service.Name };
        if (AnyOf.Any(May))
        {
            model["admin"] = service.Admin;
        }

        if (May("read:roles:services"))
        {
            model["roles"] = new JsonArray([.. book.RolesOfService(service.Name, service.Admin).Select(role => (JsonNode)role.Name)]);
        }

        if (May("read:services"))
        {
            AddRest(model, service);
        }

        return model;

        bool May(string scope) => scopes.AllowsService(scope, service.Name);
    }

    // The hub starts no services: those that say so have a command and a process id.
    private static void AddRest(JsonObject model, ServiceRow service)
    {
        model["url"] = service.Url ?? "";
        model["prefix"] = service.Url is null ? "" : $"/services/{service.Name}/";
        model["command"] = new JsonArray();
        model["pid"] = 0;
        model["info"] = JsonNode.Parse(service.Info);
        model["display"] = service.Display;
    }
}
