using System.Text.Json;
using System.Text.Json.Nodes;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Platform.Http;
using Atoll.Servers;

namespace Atoll.Hub.Api;

/// <summary>
/// POST <c>/shutdown</c>: the hub ends once the answer is out. Servers run on unless the request says <c>servers: true</c>; the proxy is a part
/// of the hub and ends with it, whatever <c>proxy</c> says.
/// </summary>
internal static class ShutDown
{
    public const string Scope = "shutdown";

    private static readonly TimeSpan _most = TimeSpan.FromMinutes(2);

    public static async Task<IResult> HandleAsync(
        HttpContext http, ServerActions actions, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        var body = node as JsonObject;
        if ((fault ?? NoObject(node) ?? Fault(body, "proxy") ?? Fault(body, "servers")) is { } refusal)
        {
            return refusal;
        }

        var stopsServers = AnyJson.IsTrue(body?["servers"]);
        if (stopsServers)
        {
            // On disk before anybody is told so.
            await actions.StopEverythingAsync(TimeSpan.Zero, cancellationToken);
        }

        http.Response.OnCompleted(() => EndAsync(actions, lifetime, stopsServers));
        return ApiJson.Write(
            new JsonObject { ["message"] = "Shutting down Hub" }, HubJson.Default.JsonObject, StatusCodes.Status202Accepted);
    }

    private static async Task EndAsync(ServerActions actions, IHostApplicationLifetime lifetime, bool stopsServers)
    {
        try
        {
            if (stopsServers)
            {
                await actions.StopEverythingAsync(_most, lifetime.ApplicationStopping);
            }
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private static ApiError? NoObject(JsonNode? node) =>
        node is null or JsonObject ? null : new ApiError(StatusCodes.Status400BadRequest, $"Invalid JSON data: {PythonText.Of(node)}");

    private static ApiError? Fault(JsonObject? body, string key) =>
        body?.ContainsKey(key) != true || body[key]?.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? null
            : new ApiError(StatusCodes.Status400BadRequest, $"{key} must be true or false, got {PythonText.Of(body[key])}");
}
