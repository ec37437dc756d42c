using System.Text.Json.Nodes;
using Atoll.Accounts.Services;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Api;

/// <summary>Makes the API's model of a service: with those keys that the caller's scopes reveal, and no others (jupyterhub.md 1.2).</summary>
internal static class ServiceModels
{
    public static JsonObject Build(ServiceRow service, ScopeSet scopes)
    {
        var model = new JsonObject { ["kind"] = "service", ["name"] = service.Name };
        if (scopes.Has("read:services:name"))
        {
            model["admin"] = service.Admin;
        }

        return model;
    }
}
