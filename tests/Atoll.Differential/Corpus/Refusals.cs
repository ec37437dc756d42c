using Atoll.Differential.Answers;

namespace Atoll.Differential.Corpus;

/// <summary>
/// Requests that would change something, made so that they change nothing whoever may: what they ask for is there already, or what they are
/// about is not. So everybody asks them, in any order.
/// </summary>
internal static class Refusals
{
    private static readonly (string Method, string Path, string? Body)[] Requests =
    [
        ("POST", "/users", """{"usernames": ["ada"]}"""),
        ("POST", "/users/ada", null),
        ("PATCH", "/users/ada", "{}"),
        ("PATCH", "/users/ghost", "{}"),
        ("DELETE", "/users/ghost", null),
        ("POST", "/users/ada/activity", """{"last_activity": "2020-01-01T00:00:00Z"}"""),
        ("POST", "/users/ada/activity", """{"servers": {"": {"last_activity": "2020-01-01T00:00:00Z"}}}"""),
        ("POST", "/users/ghost/activity", """{"last_activity": "2020-01-01T00:00:00Z"}"""),
        ("POST", "/users/ada/admin-access", null),
        ("POST", "/users/ghost/admin-access", null),
        ("POST", "/users/ada/server", null),
        ("POST", "/users/ada/servers/", null),
        ("POST", "/users/ada/servers/gpu", "{}"),
        ("POST", "/users/ghost/server", null),
        ("DELETE", "/users/carol/server", null),
        ("DELETE", "/users/ada/servers/none", null),
        ("POST", "/users/ghost/tokens", null),
        ("DELETE", "/users/ada/tokens/a99999999", null),
        ("DELETE", "/users/ghost/tokens/a1", null),
        ("POST", "/groups", """{"groups": ["physics"]}"""),
        ("POST", "/groups/physics", null),
        ("DELETE", "/groups/ghosts", null),
        ("POST", "/groups/physics/users", """{"users": ["ada"]}"""),
        ("POST", "/groups/ghosts/users", """{"users": ["ada"]}"""),
        ("DELETE", "/groups/physics/users", """{"users": ["carol"]}"""),
        ("PUT", "/groups/physics/properties", """{"floor": 2}"""),
        ("PUT", "/groups/ghosts/properties", "{}"),
        ("POST", "/services/reader", """{"admin": false}"""),
        ("DELETE", "/services/reader", null),
        ("DELETE", "/services/ghost", null),
        ("POST", "/shares/ada/", """{"user": "bob"}"""),
        ("POST", "/shares/ada/", """{"user": "ghost"}"""),
        ("POST", "/shares/ada/gpu", """{"group": "chemists"}"""),
        ("POST", "/shares/ghost/", """{"user": "bob"}"""),
        ("POST", "/shares/ada", """{"user": "bob"}"""),
        ("PATCH", "/shares/ada/", """{"user": "ghost"}"""),
        ("PATCH", "/shares/ada/none", """{"user": "bob"}"""),
        ("DELETE", "/shares/ada/none", null),
        ("DELETE", "/shares/ada", null),
        ("DELETE", "/users/bob/shared/ada/none", null),
        ("DELETE", "/groups/chemists/shared/ada/none", null),
        ("DELETE", "/share-codes/ada/gpu?id=sc_99999999", null),
        ("DELETE", "/share-codes/ada", null),
        ("POST", "/share-codes/ghost/", null),
        ("POST", "/proxy", null),
        ("PATCH", "/proxy", "[]"),
        ("POST", "/shutdown", """{"proxy": 5}"""),
        ("POST", "/authorizations/token", null),
    ];

    public static IEnumerable<Call> All =>
    [
        .. from request in Requests from actor in Actors.Usual select Of(request, actor),
        .. from pair in Topics.Pairs(Requests, request => request.Path) select Of(pair.Request, pair.Actor),
        .. from request in Requests.Where((_, i) => i % 3 == 0) from actor in Actors.Invalid select Of(request, actor),
    ];

    private static Call Of((string Method, string Path, string? Body) request, Actor actor) =>
        new(request.Method, "/hub/api" + request.Path, actor) { Body = request.Body };
}
