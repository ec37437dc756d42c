using Atoll.Client;
using Atoll.Client.Json;
using Atoll.Web;

namespace Atoll.Accounts.Api;

/// <summary><c>GET /hub/api</c>: servers ask it before they start, scripts as a sign of life. Any page may read it.</summary>
internal static class GetVersion
{
    private static readonly HubVersionModel _version = new(SecurityHeaders.JupyterHubVersion);

    public static IResult Handle(HttpContext http)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return ApiJson.Write(_version, HubJson.Default.HubVersionModel);
    }
}
