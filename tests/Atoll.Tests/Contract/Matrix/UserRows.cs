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
        Row("POST /users/{owner}/activity", "users:activity",             403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 200, 403, 403) with { Body = """{"last_activity": "2026-01-01T00:00:00Z"}""" },
    ];
}
