using System.Text.Json.Nodes;
using Atoll.Accounts.Groups;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Api;

/// <summary>Makes the API's model of a group: with those keys that the caller's scopes reveal, and no others (jupyterhub.md 1.2).</summary>
internal static class GroupModels
{
    /// <summary>Scopes of which any lets a caller see something of a group.</summary>
    public static IReadOnlyList<string> AnyOf { get; } = ["read:groups", "read:groups:name", "read:roles:groups"];

    public static JsonObject Build(GroupRow group, RoleBook book, IEnumerable<string> users, ScopeSet scopes)
    {
        var model = new JsonObject();
        if (AnyOf.Any(May))
        {
            model["kind"] = "group";
            model["name"] = group.Name;
        }

        if (May("read:roles:groups"))
        {
            model["roles"] = new JsonArray([.. book.RolesOfGroup(group.Name).Select(role => (JsonNode)role.Name)]);
        }

        if (May("read:groups"))
        {
            model["users"] = new JsonArray([.. users.Select(user => (JsonNode)user)]);
            model["properties"] = JsonNode.Parse(group.Properties);
        }

        return model;

        bool May(string scope) => scopes.AllowsGroup(scope, group.Name);
    }
}
