namespace Atoll.Tests.Contract.Matrix;

/// <content>Servers: of a user who never started one.</content>
internal static partial class MatrixTable
{
    private const string Start = """{"environment": "prompt"}""";

    //                                                                  anon cook xsrf self othr admn serv adsv exct trgt anth memb strg srvr expd revk
    private static IReadOnlyList<MatrixRow> Servers { get; } =
    [
        Row("POST /users/{owner}/server", "servers",                      403, 403, 202, 202, 404, 202, 403, 202, 202, 202, 404, 202, 404, 403, 403, 403) with { Body = Start },
        Row("POST /users/{owner}/server", "servers",                        0,   0,   0,   0,   0,   0,   0,   0, 202, 202, 404, 202, 404,   0,   0,   0) with { Body = Start, Filter = "server" },
        Row("DELETE /users/{owner}/server", "delete:servers",             403, 403, 204, 204, 404, 204, 403, 204, 204, 204, 404, 204, 404, 403, 403, 403),
        Row("GET /users/{owner}/server/progress", "read:servers",         403, 403, 400, 400, 404, 400, 403, 400, 400, 400, 404, 400, 404, 403, 403, 403),
        Row("GET /users/{owner}/server/log", "servers",                   403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("GET /users/{owner}/server/failure", "read:servers",          403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("POST /users/{owner}/server", "start:servers",                403, 403, 202, 202, 404, 202, 403, 202, 202, 202, 404, 202, 404, 403, 403, 403) with { Body = Start },
        Row("POST /users/{owner}/servers/{server}", "start:servers",      403, 403, 202, 202, 404, 202, 403, 202, 202, 202, 404, 202, 404, 403, 403, 403) with { Body = Start },
        // A server's filter is for that server: the default one's name is empty.
        Row("POST /users/{owner}/servers/{server}", "start:servers",        0,   0,   0,   0,   0,   0,   0,   0, 202, 404, 404,   0,   0,   0,   0,   0) with { Body = Start, Filter = "server" },
        Row("DELETE /users/{owner}/servers/{server}", "delete:servers",   403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("GET /users/{owner}/servers/{server}/progress", "read:servers", 403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("GET /users/{owner}/servers/{server}/log", "servers",         403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("GET /users/{owner}/servers/{server}/failure", "read:servers", 403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("GET /users/{owner}/server", "read:servers",                  403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("GET /users/{owner}/servers/{server}", "read:servers",        403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403),
        Row("PUT /users/{owner}/server", "start:servers",                 403, 403, 409, 409, 404, 409, 403, 409, 409, 409, 404, 409, 404, 403, 403, 403),
        Row("PUT /users/{owner}/servers/{server}", "start:servers",       403, 403, 201, 201, 404, 201, 403, 201, 201, 201, 404, 201, 404, 403, 403, 403),
        Row("PATCH /users/{owner}/server", "start:servers",               403, 403, 400, 400, 404, 400, 403, 400, 400, 400, 404, 400, 404, 403, 403, 403),
        Row("PATCH /users/{owner}/servers/{server}", "start:servers",     403, 403, 404, 404, 404, 404, 403, 404, 404, 404, 404, 404, 404, 403, 403, 403) with { Body = """{"display_name": "x"}""" },
    ];
}
