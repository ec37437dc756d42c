using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.People;
using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Core.Scopes;

namespace Atoll.Accounts.Api;

/// <summary>Makes the API's model of a user: with those keys that the caller's scopes reveal, and no others (jupyterhub.md 1.2).</summary>
internal static class UserModels
{
    /// <summary>Scopes of which any lets a caller see something of a user.</summary>
    public static IReadOnlyList<string> AnyOf { get; } =
    [
        "read:users", "read:users:name", "read:servers", "read:users:groups", "read:users:activity", "read:roles:users",
    ];

    /// <param name="user">Whom it shows.</param>
    /// <param name="book">Which roles they have.</param>
    /// <param name="groups">Names of their groups.</param>
    /// <param name="scopes">What the caller may do.</param>
    /// <param name="servers">All servers of the user.</param>
    /// <param name="withStopped">Shows stopped servers too.</param>
    public static JsonObject Build(
        UserRow user, RoleBook book, IReadOnlyList<string> groups, ScopeSet scopes, IReadOnlyList<ServerModel> servers, bool withStopped = false)
    {
        var model = new JsonObject { ["kind"] = "user", ["name"] = user.Name };
        var whole = May("read:users");
        AddIf(whole || May("read:users:name") || May("read:roles:users"), "admin", () => user.Admin);
        AddIf(whole || May("read:roles:users"), "roles", () => RolesOf(user, book));
        AddIf(whole || May("read:users:groups"), "groups", () => new JsonArray([.. groups.Select(group => (JsonNode)group)]));
        AddIf(whole, "server", () => servers.FirstOrDefault(server => server is { Name: "", Ready: true })?.Url);
        AddIf(whole, "pending", () => servers.FirstOrDefault(server => server.Name.Length == 0)?.Pending);
        AddIf(whole, "created", () => HubTimeConverter.Format(user.Created));
        AddIf(whole || May("read:users:activity"), "last_activity", () => Time(user.LastActivity));
        AddIf(May("admin:auth_state"), "auth_state", () => null);
        var shown = Servers(user, scopes, servers, withStopped);
        AddIf(May("read:servers") || shown.Count > 0, "servers", () => shown);
        return model;

        bool May(string scope) => scopes.Allows(scope, user.Name);

        void AddIf(bool isVisible, string key, Func<JsonNode?> value)
        {
            if (isVisible)
            {
                model[key] = value();
            }
        }
    }

    private static JsonArray RolesOf(UserRow user, RoleBook book) =>
        [.. book.RolesOf(user.Name, user.Admin).Select(role => (JsonNode)role.Name)];

    private static JsonObject Servers(UserRow user, ScopeSet scopes, IReadOnlyList<ServerModel> servers, bool withStopped) =>
        new(from server in servers
            where (withStopped || !server.Stopped) && scopes.Allows("read:servers", user.Name, server.Name)
            select KeyValuePair.Create(server.Name, (JsonNode?)Server(user, scopes, server)));

    /// <summary>The API's model of one server, with what the caller's scopes reveal.</summary>
    public static JsonObject Server(UserRow owner, ScopeSet scopes, ServerModel server)
    {
        var seesState = scopes.Allows("admin:server_state", owner.Name, server.Name);
        return JsonSerializer.SerializeToNode(seesState ? server : server with { State = null }, HubJson.Default.ServerModel)!.AsObject();
    }

    private static JsonNode? Time(DateTimeOffset? time) => time is { } known ? HubTimeConverter.Format(known) : null;
}
