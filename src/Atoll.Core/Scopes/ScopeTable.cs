namespace Atoll.Core.Scopes;

/// <summary>A scope's meaning in plain words (the confirmation page shows it) and the scopes it directly includes.</summary>
/// <param name="Name">The scope's name, without filter.</param>
/// <param name="Description">What it allows, as the end of the sentence "It may …".</param>
/// <param name="Includes">Scopes that come with it; expanded further.</param>
public sealed record ScopeDefinition(string Name, string Description, IReadOnlyList<string> Includes);

/// <summary>The scopes that every hub has (jupyterhub.md 1.4; JupyterHub 5.5.1 and <c>start:servers</c> of 6.0).</summary>
public static class ScopeTable
{
    /// <summary>Everything a user may do with what is their own; only the owner's name gives it a meaning.</summary>
    public const string Self = "self";

    /// <summary>Everything the token's owner may do at the moment it is used.</summary>
    public const string Inherit = "inherit";

    /// <summary>Nothing but saying who one is.</summary>
    public const string NoScope = "(no_scope)";

    /// <summary>What <see cref="Self"/> stands for, each limited to its user.</summary>
    public static IReadOnlyList<string> SelfScopes { get; } =
        ["read:users", "users:shares", "read:shares", "users:activity", "servers", "tokens", "access:servers"];

    /// <summary>All that every hub has; operators add theirs in a <see cref="ScopeCatalog"/>.</summary>
    public static IReadOnlyList<ScopeDefinition> All { get; } = [.. Meta(), .. Users(), .. Servers(), .. Groups(), .. Services(), .. Hub()];

    /// <summary>Whether the scope stands for others, and so takes no filter.</summary>
    public static bool IsMeta(string name) => name is Self or Inherit or NoScope;

    private static IEnumerable<ScopeDefinition> Meta() =>
    [
        Of(NoScope, "know who you are"),
        Of(Self, "do everything you can do with your own account and servers"),
        Of(Inherit, "do everything you can do"),
    ];

    private static IEnumerable<ScopeDefinition> Users() =>
    [
        Of("admin-ui", "open the administration page"),
        Of("admin:users", "create, change and delete users", "admin:auth_state", "users", "read:roles:users", "delete:users"),
        Of("admin:auth_state", "read what the sign-in provider said about users"),
        Of("users", "change users (without deleting them)", "read:users", "list:users", "users:activity"),
        Of("delete:users", "delete users"),
        Of("list:users", "list users", "read:users:name"),
        Of("read:users", "read about users: names, groups, when they were last here", "read:users:name", "read:users:groups", "read:users:activity"),
        Of("read:users:name", "read users' names"),
        Of("read:users:groups", "read which groups users are in"),
        Of("read:users:activity", "read when users were last here"),
        Of("users:activity", "report when users were last active", "read:users:activity"),
        Of("read:roles", "read roles", "read:roles:users", "read:roles:services", "read:roles:groups"),
        Of("read:roles:users", "read users' roles"),
        Of("read:roles:services", "read services' roles"),
        Of("read:roles:groups", "read groups' roles"),
        Of("tokens", "create and revoke tokens", "read:tokens"),
        Of("read:tokens", "list tokens (not the secrets)"),
        Of("users:shares", "see and give up servers that were shared", "read:users:shares"),
        Of("read:users:shares", "see which servers were shared"),
    ];

    private static IEnumerable<ScopeDefinition> Servers() =>
    [
        Of("admin:servers", "start, stop and look inside servers", "admin:server_state", "servers"),
        Of("admin:server_state", "read the inner state of servers"),
        Of("servers", "start and stop servers", "read:servers", "delete:servers", "start:servers"),
        Of("read:servers", "see servers and whether they run", "read:users:name"),
        Of("delete:servers", "stop and delete servers"),
        Of("start:servers", "start servers"),
        Of("access:servers", "use servers: open them, run code, read and change files"),
        Of("shares", "let other people use servers", "access:servers", "read:shares", "users:shares", "groups:shares"),
        Of("read:shares", "see with whom servers are shared"),
    ];

    private static IEnumerable<ScopeDefinition> Groups() =>
    [
        Of("admin:groups", "create, change and delete groups", "groups", "read:roles:groups", "delete:groups"),
        Of("groups", "change who is in groups", "read:groups", "list:groups"),
        Of("delete:groups", "delete groups"),
        Of("list:groups", "list groups", "read:groups:name"),
        Of("read:groups", "read about groups", "read:groups:name"),
        Of("read:groups:name", "read groups' names"),
        Of("groups:shares", "see and give up servers that were shared with groups", "read:groups:shares"),
        Of("read:groups:shares", "see which servers were shared with groups"),
    ];

    private static IEnumerable<ScopeDefinition> Services() =>
    [
        Of("admin:services", "create, change and delete services", "list:services", "read:services", "read:roles:services"),
        Of("list:services", "list services", "read:services:name"),
        Of("read:services", "read about services", "read:services:name"),
        Of("read:services:name", "read services' names"),
        Of("access:services", "use services"),
    ];

    private static IEnumerable<ScopeDefinition> Hub() =>
    [
        Of("read:hub", "read details of this hub"),
        Of("proxy", "read and change the proxy's routes"),
        Of("shutdown", "shut this hub down"),
        Of("read:metrics", "read this hub's metrics"),
    ];

    private static ScopeDefinition Of(string name, string description, params string[] includes) => new(name, description, includes);
}
