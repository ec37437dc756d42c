using Atoll.Differential.Answers;

namespace Atoll.Differential.Corpus;

/// <summary>The API that both hubs have (jupyterhub.md 1.2, without what came with JupyterHub 6): method and path template.</summary>
internal static class Endpoints
{
    public static readonly string[] All =
    [
        "GET /", "GET /info", "GET /health", "GET /metrics", "POST /shutdown",
        "GET /proxy", "POST /proxy", "PATCH /proxy",
        "GET /user", "GET /authorizations/token/{token}", "POST /authorizations/token",
        "GET /authorizations/cookie/{cookie}/{value}",
        "GET /oauth2/authorize", "POST /oauth2/authorize", "POST /oauth2/token",
        "GET /users", "POST /users", "GET /users/{name}", "POST /users/{name}", "PATCH /users/{name}", "DELETE /users/{name}",
        "POST /users/{name}/activity", "POST /users/{name}/admin-access",
        "POST /users/{name}/server", "DELETE /users/{name}/server", "GET /users/{name}/server/progress",
        "POST /users/{name}/servers/{server}", "DELETE /users/{name}/servers/{server}", "GET /users/{name}/servers/{server}/progress",
        "GET /users/{name}/tokens", "POST /users/{name}/tokens", "GET /users/{name}/tokens/{id}", "DELETE /users/{name}/tokens/{id}",
        "GET /groups", "POST /groups", "GET /groups/{group}", "POST /groups/{group}", "DELETE /groups/{group}",
        "POST /groups/{group}/users", "DELETE /groups/{group}/users", "PUT /groups/{group}/properties",
        "GET /services", "GET /services/{service}", "POST /services/{service}", "DELETE /services/{service}",
        "GET /shares/{owner}", "DELETE /shares/{owner}", "GET /shares/{owner}/{server}", "POST /shares/{owner}/{server}",
        "PATCH /shares/{owner}/{server}", "DELETE /shares/{owner}/{server}",
        "GET /users/{name}/shared", "GET /users/{name}/shared/{owner}/{server}", "DELETE /users/{name}/shared/{owner}/{server}",
        "GET /groups/{group}/shared", "GET /groups/{group}/shared/{owner}/{server}", "DELETE /groups/{group}/shared/{owner}/{server}",
        "GET /share-codes/{owner}", "POST /share-codes/{owner}/{server}", "GET /share-codes/{owner}/{server}",
        "DELETE /share-codes/{owner}", "DELETE /share-codes/{owner}/{server}",
    ];

    /// <summary>Those that never answer with 2xx, and what a success of them is.</summary>
    public static readonly IReadOnlyDictionary<string, int> OtherSuccess = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        // The person's browser is sent back to the client.
        ["POST /oauth2/authorize"] = 302,
        // It was removed in 2.0, and says so.
        ["POST /authorizations/token"] = 404,
        // Shares are revoked for one server at a time.
        ["DELETE /shares/{owner}"] = 405,
        ["DELETE /share-codes/{owner}"] = 405,
    };

    private static readonly IReadOnlyList<(string Name, string Method, string[] Segments)> Split =
        [.. All.Select(name => (name, name[..name.IndexOf(' ', StringComparison.Ordinal)], SegmentsOf(name[name.IndexOf(' ', StringComparison.Ordinal)..])))];

    /// <summary>Which one a request is for; null for pages and for what is no endpoint.</summary>
    public static string? Of(Call call)
    {
        if (!call.IsApi)
        {
            return null;
        }

        var segments = SegmentsOf(call.Path[Call.Prefix.Length..].Split('?')[0]);
        return Split.Where(one => one.Method == call.Method && Fits(one.Segments, segments))
            .OrderBy(one => one.Segments.Count(IsOpen)).Select(one => one.Name).FirstOrDefault();
    }

    private static string[] SegmentsOf(string path) => path.Trim() is { Length: > 0 } some ? some.Split('/')[1..] : [""];

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(pair => IsOpen(pair.First) || pair.First == pair.Second);

    private static bool IsOpen(string segment) => segment.StartsWith('{');
}
