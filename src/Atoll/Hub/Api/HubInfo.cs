using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Web;

namespace Atoll.Hub.Api;

/// <summary>GET <c>/info</c>: JupyterHub's keys with Atoll's values. It has no Python; what runs it stands there instead.</summary>
internal static class HubInfo
{
    public const string Scope = "read:hub";

    public static IResult Handle() => ApiJson.Write(
        new JsonObject
        {
            ["version"] = SecurityHeaders.JupyterHubVersion,
            ["python"] = RuntimeInformation.FrameworkDescription,
            ["sys_executable"] = Environment.ProcessPath,
            ["spawner"] = Part("atoll.workloads.Workloads"),
            ["authenticator"] = Part("atoll.accounts.Accounts"),
        },
        HubJson.Default.JsonObject);

    private static JsonObject Part(string name) => new() { ["class"] = name, ["version"] = SecurityHeaders.Version };
}
