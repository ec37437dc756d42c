using Atoll.Differential.Answers;

namespace Atoll.Differential.Corpus;

/// <summary>What changes nothing: every GET of the API by everybody, in every manner of asking.</summary>
internal static class Reads
{
    private const string Paged = "application/jupyterhub-pagination+json";

    private static readonly string[] Accepts = [Paged, $"application/json, {Paged}", $"{Paged};q=0.5", $"{Paged.ToUpperInvariant()}", "text/html", "*/*", ""];

    private static readonly string[] Lists = ["/users", "/groups", "/services", "/proxy", "/shares/ada", "/users/bob/shared", "/groups/chemists/shared"];

    // Of each kind one that is there, one that is not, one that most may not see, and odd names.
    private static readonly string[] Paths =
    [
        "/info", "/metrics", "/user", "/users", "/groups", "/services", "/nothing", "/users/ada/nothing", "/proxy",
        "/users/ada", "/users/bob", "/users/carol", "/users/ghost", "/users/root", "/users/mail@example.org",
        "/users/ada/tokens", "/users/bob/tokens", "/users/ghost/tokens", "/users/ada/tokens/<ada id>", "/users/ada/tokens/<bob id>",
        "/users/ada/server/progress", "/users/ada/servers/gpu/progress", "/users/ada/servers//progress", "/users/ada/servers/none/progress",
        "/users/carol/server/progress", "/users/ghost/server/progress",
        "/groups/physics", "/groups/chemists", "/groups/ghosts",
        "/services/reader", "/services/web", "/services/ghost",
        "/shares/ada", "/shares/bob", "/shares/ghost", "/shares/ada/", "/shares/ada/gpu", "/shares/ada/none", "/shares/ghost/",
        "/users/bob/shared", "/users/ada/shared", "/users/ghost/shared", "/users/bob/shared/ada/", "/users/bob/shared/ada/gpu", "/users/carol/shared/ada/gpu",
        "/groups/chemists/shared", "/groups/physics/shared", "/groups/ghosts/shared", "/groups/chemists/shared/ada/gpu", "/groups/chemists/shared/ada/",
        "/share-codes/ada", "/share-codes/bob", "/share-codes/ghost", "/share-codes/ada/gpu", "/share-codes/ada/", "/share-codes/ada/none",
        "/authorizations/token/<bob>", "/authorizations/token/none", "/authorizations/cookie/jupyterhub-hub-login/none", "/authorizations/cookie/none/none",
    ];

    private static readonly string[] OddPaths =
    [
        "/health", "/hub/nothing",
        "/users/ADA", "/authorizations/token/", "/users/two%20words", "/users/til~de", "/users/til%7Ede", "/users/mail%40example.org", "/users/dot.dash-under_score", "/users/o'hara",
        "/users/stra%C3%9Fe", "/users/a%2Fb", "/users/", "/users//tokens", "/users/ada/", "/users/ada/tokens/b1",
        "/users/ada/tokens/a", "/users/ada/tokens/a1x", "/users/ada/tokens/a99999999",
        "/groups/odd%20group@x", "/groups/PHYSICS", "/groups/", "/groups/physics/", "/groups/physics/users", "/groups/physics/properties",
        "/services/", "/services/READER", "/services/boss", "/user/", "/info/", "/Users", "/oauth2/nothing", "/authorizations/cookie/x",
        "/users/erin", "/users/erin?include_stopped_servers", "/users/erin?include_stopped_servers=1", "/users/erin?include_stopped_servers=0",
        "/users/erin?include_stopped_servers=FALSE", "/users/erin?include_stopped_servers=no", "/users/ada?include_stopped_servers=true",
    ];

    private static readonly string[] Queries =
    [
        "offset=0&limit=2", "offset=2&limit=2", "limit=0", "limit=1", "limit=-3", "offset=-1", "offset=1000", "limit=1000", "limit=201", "limit=x", "offset=x",
        "limit=1.5", "limit=", "offset=", "limit=1&limit=2", "limit=%201", "limit=99999999999999999999", "offset=1&other=kept%20as%20it%20is",
    ];

    private static readonly string[] UserQueries =
    [
        "state=active", "state=ready", "state=inactive", "state=ACTIVE", "state=none", "state=", "state=active&limit=1", "state=inactive&offset=1&limit=3",
        "sort=id", "sort=-id", "sort=name", "sort=-name", "sort=created", "sort=", "sort=--name", "sort=Name",
        "name_filter=a", "name_filter=A", "name_filter=", "name_filter=zzz", "name_filter=@", "name_filter=a&sort=-name&limit=2",
        "include_stopped_servers", "include_stopped_servers=1&state=inactive", "unknown=1", "state=active&name_filter=a",
    ];

    private static readonly string[] WrongMethods = ["DELETE", "PUT", "PATCH", "POST", "OPTIONS", "HEAD"];

    public static IEnumerable<Call> All =>
    [
        Get("/", Actor.Anonymous), Get("", Actor.Anonymous),
        .. from path in Paths from actor in Actors.Usual select Get(path, actor),
        .. from pair in Topics.Pairs(Paths, path => path) select Get(pair.Request, pair.Actor),
        .. from path in Paths.Where((_, i) => i % 4 == 0) from actor in Actors.Invalid select Get(path, actor),
        .. from path in OddPaths from actor in new[] { Actor.Anonymous, Actors.Root, Actors.Ada, Actors.Reader } select Get(path, actor),
        .. from path in Lists from accept in Accepts from actor in new[] { Actors.Root, Actors.Ada, Actors.Reader } select Get(path, actor) with { Accept = accept },
        .. from path in Lists from query in Queries from accept in new[] { "application/json", Paged }
            select Get($"{path}?{query}", Actors.Root) with { Accept = accept },
        .. from query in UserQueries from accept in new[] { "application/json", Paged }
            from actor in new[] { Actors.Root, Actors.Scoped.First(spec => spec.Name == "root with list:users!group=physics").Actor }
            select Get($"/users?{query}", actor) with { Accept = accept },
        Get("/users?name_filter=%25", Actors.Reader), Get("/users?name_filter=_", Actors.Reader), Get("/users/%FF", Actors.Root),
        .. Manners(),
    ];

    /// <summary>Methods that are not there, in pairs of path and method that no endpoint has.</summary>
    private static IEnumerable<Call> Manners() =>
        from path in Paths.Where(path => path.Length > 1 && !path.Contains("nothing", StringComparison.Ordinal) && !path.Contains("<bob>", StringComparison.Ordinal) && path != "/metrics")
        from method in WrongMethods
        let call = new Call(method, "/hub/api" + path, Actors.Root)
        where Endpoints.Of(call) is null
        from actor in method == "OPTIONS" ? new[] { Actor.Anonymous, Actors.Root } : [Actors.Root]
        select call with { Actor = actor };

    private static Call Get(string path, Actor actor) => new("GET", "/hub/api" + path, actor);
}
