namespace Atoll.Differential.Corpus;

/// <summary>Which requests a limited token is asked: all that its scopes could matter to, and a few that they should not.</summary>
internal static class Topics
{
    private const int OneIn = 5;

    // A word of a scope, and the words of paths that it is about.
    private static readonly (string Scope, string[] Paths)[] Words =
    [
        ("user", ["/user"]), ("role", ["/users/ada", "/groups/p", "/services/"]), ("auth_state", ["/users/ada"]), ("self", ["/user", "/share"]),
        ("server", ["/users/", "/share"]), ("token", ["token"]), ("group", ["/group"]), ("service", ["/service"]), ("share", ["share"]),
        ("hub", ["/info"]), ("proxy", ["/proxy"]), ("metrics", ["/metrics"]), ("custom", ["/user"]),
    ];

    /// <summary>The pairs of limited tokens and requests that are worth asking.</summary>
    public static IEnumerable<(Answers.Actor Actor, T Request)> Pairs<T>(IReadOnlyList<T> requests, Func<T, string> path) =>
        from spec in Actors.Scoped.Concat(Actors.Personal).Select((one, i) => (one, i))
        from request in requests.Select((one, i) => (one, i))
        where (spec.i + request.i) % OneIn == 0 || Concerns(spec.one, path(request.one))
        select (spec.one.Actor, request.one);

    private static bool Concerns(Actors.TokenSpec spec, string path) => Words.Any(word =>
        spec.Scopes.Any(scope => scope.Split('!')[0].Contains(word.Scope, StringComparison.Ordinal))
        && word.Paths.Any(part => path.Contains(part, StringComparison.Ordinal)));
}
