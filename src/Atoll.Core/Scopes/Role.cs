namespace Atoll.Core.Scopes;

/// <summary>A named list of scopes that users, groups and services are given.</summary>
/// <param name="Name">The role's name.</param>
/// <param name="Scopes">Its scopes, not expanded.</param>
/// <param name="Description">What it is for, in the operator's words.</param>
public sealed record Role(string Name, IReadOnlyList<string> Scopes, string Description = "");

/// <summary>The roles that every hub has.</summary>
public static class DefaultRoles
{
    /// <summary>What every user may do.</summary>
    public static Role User { get; } = new("user", [ScopeTable.Self], "What every user may do with what is their own");

    /// <summary>What administrators may do besides. It cannot be altered.</summary>
    public static Role Admin { get; } = new("admin",
    [
        "admin-ui", "admin:users", "admin:servers", "admin:services", "tokens", "admin:groups", "list:services", "read:services",
        "read:hub", "proxy", "shutdown", "access:services", "access:servers", "read:roles", "read:metrics", "shares",
    ], "Everything");

    /// <summary>What a server's own token may do, and no more.</summary>
    public static Role Server { get; } = new("server", ["users:activity!user", "access:servers!server"], "What a server's own token may do");

    /// <summary>What a token may do when nothing else was asked for.</summary>
    public static Role Token { get; } = new("token", [ScopeTable.Inherit], "Everything that the token's owner may do");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Role> All { get; } = [User, Admin, Server, Token];

    /// <summary>The roles of a user, in the order that the API lists them.</summary>
    public static IReadOnlyList<Role> Of(bool admin) => admin ? [Admin, User] : [User];

    /// <summary>The role of this name; null when there is none.</summary>
    public static Role? Find(string name) => All.FirstOrDefault(role => role.Name == name);
}
