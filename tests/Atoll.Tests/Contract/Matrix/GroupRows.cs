namespace Atoll.Tests.Contract.Matrix;

/// <content>Groups.</content>
internal static partial class MatrixTable
{
    private const string GroupKeys = "kind name users properties";

    //                                                                  anon cook xsrf self othr admn serv adsv exct trgt anth memb strg srvr expd revk
    private static IReadOnlyList<MatrixRow> Groups { get; } =
    [
        Row("GET /groups", "list:groups",                                 403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 200, 200, 200, 403, 403, 403),
        Row("POST /groups", "admin:groups",                               403, 403, 403, 403, 403, 201, 403, 201, 201, 403, 403, 403, 403, 403, 403, 403) with { Body = """{"groups": ["{new}"]}""" },
        Row("GET /groups/{group}", "read:groups",                         403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = GroupKeys },
        Row("GET /groups/{group}", "read:groups:name",                    403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "kind name" },
        Row("GET /groups/{group}", "read:roles:groups",                   403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "kind name roles" },
        Row("POST /groups/{new}", "admin:groups",                         403, 403, 403, 403, 403, 201, 403, 201, 201, 404, 404, 404, 404, 403, 403, 403) with { Keys = "kind name roles users properties" },
        Row("DELETE /groups/{group}", "delete:groups",                    403, 403, 403, 403, 403, 204, 403, 204, 204, 204, 404, 204, 404, 403, 403, 403),
        Row("POST /groups/{group}/users", "groups",                       403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Body = """{"users": ["{owner}"]}""", Keys = GroupKeys },
        Row("DELETE /groups/{group}/users", "groups",                     403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Body = """{"users": ["{owner}"]}""", Keys = GroupKeys },
        Row("PUT /groups/{group}/properties", "groups",                   403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Body = """{"a": 1}""", Keys = GroupKeys },
    ];
}
