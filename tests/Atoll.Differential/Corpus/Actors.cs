using Atoll.Differential.Answers;
using Atoll.Differential.Hubs;

namespace Atoll.Differential.Corpus;

/// <summary>Who asks. <see cref="Seed"/> makes their tokens on both hubs.</summary>
internal static class Actors
{
    /// <summary>Owner, and what they may; nothing given stands for all that the owner may.</summary>
    internal sealed record TokenSpec(string Name, string Owner, params string[] Scopes)
    {
        public Actor Actor => Actor.Token(Name);
    }

    public static readonly Actor Root = Actor.Token("root");
    public static readonly Actor Ada = Actor.Token("ada");
    public static readonly Actor Bob = Actor.Token("bob");
    public static readonly Actor Carol = Actor.Token("carol");
    public static readonly Actor Boss = OfService("boss");
    public static readonly Actor Reader = OfService("reader");
    public static readonly Actor Idle = OfService("idle");

    /// <summary>Some who stand for their kind.</summary>
    public static readonly Actor[] Usual = [Actor.Anonymous, Root, Ada, Bob, Carol, Boss, Reader, Idle];

    /// <summary>Credentials that are none, or no longer.</summary>
    public static readonly Actor[] Invalid =
    [
        new("an unknown token", "token 0123456789abcdef0123456789abcdef"),
        new("an empty token", "token "),
        new("a bearer", "Bearer <ada>"),
        new("a loud scheme", "TOKEN <ada>"),
        new("two spaces", "token  <ada>"),
        new("another scheme", "Basic cm9vdDpzZWNyZXQ="),
        new("no scheme", "<ada>"),
        new("an expired token", "token <expired>"),
        new("a revoked token", "token <revoked>"),
        new("a false cookie", null, "jupyterhub-hub-login=2|1:0|10:1|20:x|4:abcd|0000; jupyterhub-session-id=0123456789abcdef"),
    ];

    /// <summary>One token of root's for each scope, of everything and of each kind of thing that it can be limited to.</summary>
    public static readonly TokenSpec[] Scoped =
    [
        .. Everything("admin-ui", "read:hub", "proxy", "read:metrics", "read:roles", "read:roles:services", "admin:services"),
        .. Everything("admin:auth_state", "delete:users", "admin:server_state"),
        .. Limited("list:users", "user=ada", "group=physics", "server=ada/"),
        .. Limited("read:users", "user=ada", "group=physics", "user=ghost", "server=ada/"),
        .. Limited("read:users:name", "user=ada", "group=physics"),
        .. Limited("read:users:groups", "user=ada"),
        .. Limited("read:users:activity", "group=physics"),
        .. Limited("read:roles:users", "user=ada"),
        .. Limited("admin:users", "user=ada", "group=physics"),
        .. Limited("users", "user=ada"),
        .. Limited("users:activity", "user=ada", "server=ada/"),
        .. Limited("admin:servers", "user=ada"),
        .. Limited("servers", "user=ada", "group=physics", "server=ada/", "server=ada/gpu"),
        .. Limited("read:servers", "user=ada", "group=physics", "server=ada/", "server=ada/gpu"),
        .. Limited("delete:servers", "server=ada/"),
        .. Limited("access:servers", "server=ada/"),
        .. Limited("tokens", "user=ada"),
        .. Limited("read:tokens", "user=ada", "group=physics"),
        .. Limited("admin:groups", "group=physics"),
        .. Limited("groups", "group=physics"),
        .. Limited("list:groups", "group=physics", "user=ada"),
        .. Limited("read:groups", "group=physics"),
        .. Limited("read:groups:name", "group=chemists"),
        .. Limited("read:roles:groups", "group=physics"),
        .. Limited("delete:groups", "group=physics"),
        .. Limited("list:services", "service=reader"),
        .. Limited("read:services", "service=reader"),
        .. Limited("read:services:name", "service=reader"),
        .. Limited("access:services", "service=web"),
        .. Limited("shares", "user=ada", "server=ada/"),
        .. Limited("read:shares", "user=ada", "server=ada/"),
        .. Limited("users:shares", "user=bob"),
        .. Limited("read:users:shares", "user=bob"),
        .. Limited("groups:shares", "group=chemists"),
        .. Limited("read:groups:shares", "group=chemists"),
    ];

    /// <summary>Tokens of people who may less, by themselves or by their groups and roles.</summary>
    public static readonly TokenSpec[] Personal =
    [
        new("ada with self", "ada", "self"),
        new("ada with read:users!user", "ada", "read:users!user"),
        new("ada with servers!server=ada/", "ada", "servers!server=ada/"),
        new("ada with access:servers!group=physics", "ada", "access:servers!group=physics"),
        new("ada with list:users!group=physics", "ada", "list:users!group=physics"),
        new("bob with read:users:name!group=physics", "bob", "read:users:name!group=physics"),
        new("bob with users:activity!user", "bob", "users:activity!user"),
        new("bob with tokens!user=bob", "bob", "tokens!user=bob"),
        new("carol with custom:lab:read", "carol", "custom:lab:read"),
        new("carol with custom:lab:write", "carol", "custom:lab:write"),
        new("root with two", "root", "read:users!user=ada", "read:servers!server=bob/"),
        new("root with names and groups", "root", "read:users:name", "read:groups!group=physics"),
    ];

    /// <summary>Every token that reads are asked with.</summary>
    public static IEnumerable<Actor> AllValid => [.. Usual, .. Scoped.Select(spec => spec.Actor), .. Personal.Select(spec => spec.Actor)];

    public static Actor OfService(string name) => new($"service {name}", $"token {World.Services.First(service => service.Name == name).Token}");

    private static IEnumerable<TokenSpec> Everything(params string[] scopes) => scopes.Select(scope => new TokenSpec($"root with {scope}", "root", scope));

    private static IEnumerable<TokenSpec> Limited(string scope, params string[] filters) =>
        [.. Everything(scope), .. filters.Select(filter => new TokenSpec($"root with {scope}!{filter}", "root", $"{scope}!{filter}"))];
}
