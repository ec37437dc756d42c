namespace Atoll.Tests.Contract.Matrix;

/// <content>The hub itself, who asks, and what is not there.</content>
internal static partial class MatrixTable
{
    //                                                      anon cook xsrf self othr admn serv adsv exct trgt anth memb strg srvr expd revk
    private static IReadOnlyList<MatrixRow> Hub { get; } =
    [
        Row("GET /", "",                                      200, 200, 200, 200, 200, 200, 200, 200,   0,   0,   0,   0,   0, 200, 200, 200) with { Keys = "version" },
        Row("GET /info", "read:hub",                          403, 403, 403, 403, 403, 200, 403, 200, 200,   0,   0,   0,   0, 403, 403, 403) with { Keys = "version python sys_executable spawner authenticator" },
        // Asked well, it ends the hub.
        Row("POST /shutdown", "shutdown",                     403, 403, 403, 403, 403, 400, 403, 400, 400,   0,   0,   0,   0, 403, 403, 403) with { Body = """{"servers": "no"}""" },
        Row("GET /proxy", "proxy",                            403, 403, 403, 403, 403, 200, 403, 200, 200,   0,   0,   0,   0, 403, 403, 403),
        Row("POST /proxy", "proxy",                           403, 403, 403, 403, 403, 200, 403, 200, 200,   0,   0,   0,   0, 403, 403, 403),
        Row("PATCH /proxy", "proxy",                          403, 403, 403, 403, 403, 200, 403, 200, 200,   0,   0,   0,   0, 403, 403, 403) with { Body = "{}" },
        Row("GET /metrics", "read:metrics",                   403, 403, 403, 403, 403, 200, 403, 200, 200,   0,   0,   0,   0, 403, 403, 403),
        Row("GET /health", "",                                200, 200, 200, 200, 200, 200, 200, 200,   0,   0,   0,   0,   0, 200, 200, 200),
    ];

    private static IReadOnlyList<MatrixRow> Identity { get; } =
    [
        Row("GET /user", "",                                  403, 403, 200, 200, 200, 200, 200, 200,   0,   0,   0,   0,   0, 200, 403, 403) with { NoCredentials = "Forbidden" },
        Row("GET /authorizations/cookie/{unknown}/{unknown}", "", 403, 403, 403, 404, 404, 404, 404, 404, 0, 0,   0,   0,   0, 404, 403, 403) with { NoCredentials = "Forbidden" },
        Row("GET /authorizations/token/{unknown}", "",         403, 403, 403, 404, 404, 404, 404, 404,   0,   0,   0,   0,   0, 404, 403, 403) with { NoCredentials = "Forbidden" },
    ];

    // The question is a page: tokens count for nothing there. Of the exchange, who the client is stands in the body.
    private static IReadOnlyList<MatrixRow> OAuth { get; } =
    [
        Row("GET /oauth2/authorize", "",                      302, 400, 400, 302, 302, 302, 302, 302,   0,   0,   0,   0,   0, 302, 302, 302) with { HasOwnManners = true },
        Row("POST /oauth2/authorize", "",                     403, 403, 400, 403, 403, 403, 403, 403,   0,   0,   0,   0,   0, 403, 403, 403) with { HasOwnManners = true },
        Row("POST /oauth2/token", "",                         400, 400, 400, 400, 400, 400, 400, 400,   0,   0,   0,   0,   0, 400, 400, 400) with { HasOwnManners = true },
    ];

    /// <summary>Paths and methods that no endpoint has: the same for everybody.</summary>
    public static IReadOnlyList<MatrixRow> Nowhere { get; } =
    [
        Row("GET /nothing/here", "",                          404, 404, 404, 404, 404, 404, 404, 404,   0,   0,   0,   0,   0, 404, 404, 404),
        Row("POST /authorizations/token", "",                 404, 404, 404, 404, 404, 404, 404, 404,   0,   0,   0,   0,   0, 404, 404, 404),
        Row("DELETE /user", "",                               405, 405, 405, 405, 405, 405, 405, 405,   0,   0,   0,   0,   0, 405, 405, 405),
        Row("PUT /users/{owner}/tokens", "",                  405, 405, 405, 405, 405, 405, 405, 405,   0,   0,   0,   0,   0, 405, 405, 405),
    ];
}
