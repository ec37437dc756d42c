namespace Atoll.Tests.Contract.Matrix;

/// <content>Tokens.</content>
internal static partial class MatrixTable
{
    private const string NoTokens = "User ";

    //                                                                  anon cook xsrf self othr admn serv adsv exct trgt anth memb strg srvr expd revk
    private static IReadOnlyList<MatrixRow> Tokens { get; } =
    [
        Row("GET /users/{owner}/tokens", "read:tokens",                   403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = "api_tokens" },
        Row("GET /users/{owner}/tokens/{token}", "read:tokens",           403, 403, 200, 200, 404, 200, 403, 200, 200, 200, 404, 200, 404, 403, 403, 403) with { Keys = TokenKeys },
        Row("DELETE /users/{owner}/tokens/{token}", "tokens",             403, 403, 204, 204, 404, 204, 403, 204, 204, 204, 404, 204, 404, 403, 403, 403),
        Row("POST /users/{owner}/tokens", "tokens",                       403, 403, 201, 201, 403, 201, 403, 201, 201, 201, 403, 201, 403, 403, 403, 403) with { Keys = $"{TokenKeys} token", Refusal = NoTokens, ServiceRefusal = "Service ", NoCredentials = "Forbidden" },
    ];

    private const string TokenKeys = "user id kind roles scopes created last_activity expires_at note session_id oauth_client";
}
