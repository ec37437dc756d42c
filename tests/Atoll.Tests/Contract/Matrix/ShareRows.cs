namespace Atoll.Tests.Contract.Matrix;

/// <content>Shares: of a user with a stopped server, and with whom nothing is shared.</content>
internal static partial class MatrixTable
{
    private const string Share = """{"user": "{other}"}""";

    //                                                                  anon cook xsrf self othr admn serv adsv exct trgt anth memb strg srvr expd revk
    private static IReadOnlyList<MatrixRow> Shares { get; } =
    [
        Row("GET /shares/{owner}", "read:shares",                         403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "items _pagination" },
        // All servers of somebody cannot be shared at once.
        Row("POST /shares/{owner}", "shares",                             403, 403, 403, 403, 403, 405, 403, 405, 405, 405, 404, 405, 404, 403, 403, 403) with { Body = Share },
        Row("PATCH /shares/{owner}", "shares",                            403, 403, 403, 403, 403, 405, 403, 405, 405, 405, 404, 405, 404, 403, 403, 403) with { Body = Share },
        Row("DELETE /shares/{owner}", "shares",                           403, 403, 403, 403, 403, 405, 403, 405, 405, 405, 404, 405, 404, 403, 403, 403),
        Row("GET /shares/{owner}/{server}", "read:shares",                403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "items _pagination" },
        // Whoever may share must also be able to know with whom.
        Row("POST /shares/{owner}/{server}", "shares",                    403, 403, 403, 403, 403, 200, 403, 200, 403, 403, 404, 403, 404, 403, 403, 403) with { Body = Share, Refusal = "Need scope 'read:users:name'" },
        Row("PATCH /shares/{owner}/{server}", "shares",                   403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Body = Share },
        Row("DELETE /shares/{owner}/{server}", "shares",                  403, 403, 403, 403, 403, 204, 403, 204, 204, 204, 404, 204, 404, 403, 403, 403),
        Row("GET /share-codes/{owner}", "read:shares",                    403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "items _pagination" },
        Row("POST /share-codes/{owner}", "shares",                        403, 403, 403, 403, 403, 405, 403, 405, 405, 405, 404, 405, 404, 403, 403, 403),
        Row("DELETE /share-codes/{owner}", "shares",                      403, 403, 403, 403, 403, 405, 403, 405, 405, 405, 404, 405, 404, 403, 403, 403),
        Row("GET /share-codes/{owner}/{server}", "read:shares",           403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "items _pagination" },
        Row("POST /share-codes/{owner}/{server}", "shares",               403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403),
        Row("DELETE /share-codes/{owner}/{server}", "shares",             403, 403, 403, 403, 403, 204, 403, 204, 204, 204, 404, 204, 404, 403, 403, 403),
        Row("GET /users/{owner}/shared", "read:users:shares",             403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "items _pagination" },
        Row("GET /users/{owner}/shared/{other}/{server}", "read:users:shares", 403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("DELETE /users/{owner}/shared/{other}/{server}", "users:shares", 403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("GET /groups/{group}/shared", "read:groups:shares",           403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "items _pagination" },
        Row("GET /groups/{group}/shared/{other}/{server}", "read:groups:shares", 403, 403, 403, 403, 403, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("DELETE /groups/{group}/shared/{other}/{server}", "groups:shares", 403, 403, 403, 403, 403, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
    ];
}
