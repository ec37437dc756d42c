namespace Atoll.Tests.Contract.Matrix;

/// <content>Users.</content>
internal static partial class MatrixTable
{
    private const string UserKeys = "kind name admin roles groups server pending created last_activity";

    //                                                                  anon cook xsrf self othr admn serv adsv exct trgt anth memb strg srvr expd revk
    private static IReadOnlyList<MatrixRow> Users { get; } =
    [
        Row("GET /users/{owner}", "read:users",                           403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Keys = UserKeys },
        Row("GET /users/{owner}", "read:users:name",                      403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Keys = "kind name admin" },
        Row("GET /users/{owner}", "read:users:groups",                    403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Keys = "kind name groups" },
        Row("GET /users/{owner}", "read:users:activity",                  403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Keys = "kind name last_activity" },
        Row("GET /users/{owner}", "read:roles:users",                     403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Keys = "kind name admin roles" },
        Row("GET /users/{owner}", "read:servers",                         403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Keys = "kind name admin servers" },
        Row("GET /users", "list:users",                                   403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 200, 200, 200, 403, 403, 403),
        // A list cannot obey the limit to a server, and must not turn into a list of everybody.
        Row("GET /users", "list:users",                                     0,   0,   0,   0,   0,   0,   0,   0, 200, 403, 403, 200, 200,   0,   0,   0) with { Filter = "server", Refusal = "Forbidden" },
        // A filter is for users who are there: it makes none.
        Row("POST /users", "admin:users",                                 403, 403, 403, 403, 403, 201, 403, 201, 201, 403, 403, 403, 403, 403, 403, 403) with { Body = """{"usernames": ["{new}"]}""" },
        Row("POST /users/{new}", "admin:users",                           403, 403, 403, 403, 403, 201, 403, 201, 201, 404, 404, 404, 404, 403, 403, 403) with { Keys = $"{UserKeys} auth_state" },
        Row("PATCH /users/{owner}", "admin:users",                        403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Body = """{"admin": false}""", Keys = $"{UserKeys} auth_state" },
        Row("DELETE /users/{owner}", "delete:users",                      403, 403, 403, 403, 403, 204, 403, 204, 204, 204, 404, 204, 404, 403, 403, 403),
        Row("POST /users/{owner}/admin-access", "servers",                403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403),
        Row("POST /users/{owner}/activity", "users:activity",             403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Body = """{"last_activity": "2026-01-01T00:00:00Z"}""" },
    ];
}
