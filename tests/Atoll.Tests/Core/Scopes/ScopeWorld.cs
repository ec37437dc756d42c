using Atoll.Core.Scopes;
using FsCheck;
using FsCheck.Fluent;

namespace Atoll.Tests.Core.Scopes;

/// <summary>A few people, groups, servers and services, and random scopes about them: small enough to ask about everything in it.</summary>
internal static class ScopeWorld
{
    public static readonly IReadOnlyList<string> Users = ["ada", "bob", "cyd"];
    public static readonly IReadOnlyList<string> Groups = ["physics", "maths", "empty"];
    public static readonly IReadOnlyList<string> Services = ["grader", "culler"];

    public static readonly ScopeCatalog Catalog = ScopeCatalog.Standard.With(
    [
        new("custom:grades", "Read and write grades.", ["custom:grades:read"]), new("custom:grades:read", "Read grades.", []),
    ]);

    private static readonly string[] _servers = ["", "gpu"];

    private static readonly string[] _filters =
    [
        "", "", "!user", "!server", "!service", "!user=ada", "!user=bob", "!group=physics", "!group=maths", "!group=empty", "!server=ada/",
        "!server=bob/gpu", "!service=grader",
    ];

    /// <summary>Scopes as people write them, some of them unknown.</summary>
    public static Gen<string> Written { get; } =
        from name in Gen.Elements(Catalog.Names.Append("no-such-scope"))
        from filter in Gen.Elements(_filters)
        select ScopeTable.IsMeta(name) ? name : name + filter;

    public static Gen<string[]> WrittenList { get; } = Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(Written, count));

    public static Gen<ScopeContext> Context { get; } =
        from user in Gen.Elements(Users.Append(null!))
        from server in Gen.Elements("ada/", "bob/gpu", null)
        from service in Gen.Elements("grader", null)
        select new ScopeContext(user, server, service);

    public static Gen<ScopeSet> Set { get; } =
        from written in WrittenList
        from context in Context
        select ScopeRules.Expand(written, context, IsMember, Catalog);

    public static bool IsMember(string user, string group) => (user, group) is ("ada" or "bob", "physics") or ("bob", "maths");

    /// <summary>Everything that a set allows in this world.</summary>
    public static HashSet<string> Allowed(ScopeSet set) => [.. Catalog.Names.Where(set.Has).SelectMany(name => Allowed(set, name))];

    private static IEnumerable<string> Allowed(ScopeSet set, string name) =>
    [
        .. Users.Where(user => set.Allows(name, user)).Select(user => $"{name} on {user}"),
        .. from user in Users from server in _servers where set.Allows(name, user, server) select $"{name} on {user}/{server}",
        .. Groups.Where(group => set.AllowsGroup(name, group)).Select(group => $"{name} on group {group}"),
        .. Services.Where(service => set.AllowsService(name, service)).Select(service => $"{name} on service {service}"),
    ];
}
