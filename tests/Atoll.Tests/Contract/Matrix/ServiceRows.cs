namespace Atoll.Tests.Contract.Matrix;

/// <content>Services. One without roles may not even read its own name here; /user tells it.</content>
internal static partial class MatrixTable
{
    //                                                                  anon cook xsrf self othr admn serv adsv exct trgt anth memb strg srvr expd revk
    private static IReadOnlyList<MatrixRow> Services { get; } =
    [
        Row("GET /services", "list:services",                             403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 200, 200, 200, 403, 403, 403),
        Row("GET /services/{service}", "read:services",                   403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 404, 404, 403, 403, 403) with { Keys = "kind name admin url prefix command pid info display" },
        Row("GET /services/{service}", "read:services:name",              403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 404, 404, 403, 403, 403) with { Keys = "kind name admin" },
        Row("GET /services/{service}", "read:roles:services",             403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 404, 404, 403, 403, 403) with { Keys = "kind name admin roles" },
        Row("POST /services/{new}", "admin:services",                     403, 403, 403, 403, 403, 201, 403, 201, 201, 404, 404, 404, 404, 403, 403, 403) with { Body = """{"display": false}""", Keys = "kind name admin roles url prefix command pid info display" },
        Row("DELETE /services/{service}", "admin:services",               403, 403, 403, 403, 403, 200, 403, 200, 200, 200, 404, 404, 404, 403, 403, 403),
    ];
}
