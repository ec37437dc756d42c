using System.Globalization;
using System.Text.Json;
using Atoll.Core.Names;
using Atoll.Workloads;

namespace Atoll.Servers;

/// <summary>The environment that <c>jupyterhub-singleuser</c> learns everything from (jupyterhub.md 1.9).</summary>
internal static class ServerEnvironment
{
    public static Dictionary<string, string> Of(Facts facts)
    {
        var prefix = UrlNames.ServerPrefix(facts.UserName, facts.ServerName);
        var accessScopes = Json(OAuthNames.AccessScopes(facts.UserName, facts.ServerName));
        // The name that people know; what it means exactly is settled in the plan.
        var image = facts.Plan.ImageSpec.Length > 0 ? facts.Plan.ImageSpec : facts.Plan.Image;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["JUPYTERHUB_API_TOKEN"] = facts.Token,
            ["JPY_API_TOKEN"] = facts.Token,
            ["JUPYTERHUB_CLIENT_ID"] = facts.ClientId,
            ["JUPYTERHUB_USER"] = facts.UserName,
            ["JUPYTERHUB_SERVER_NAME"] = facts.ServerName,
            ["JUPYTERHUB_API_URL"] = facts.Hub.ApiUrl,
            ["JUPYTERHUB_ACTIVITY_URL"] = $"{facts.Hub.ApiUrl}/users/{UrlNames.EscapePath(facts.UserName)}/activity",
            ["JUPYTERHUB_BASE_URL"] = "/",
            ["JUPYTERHUB_HOST"] = "",
            ["JUPYTERHUB_SERVICE_PREFIX"] = prefix,
            ["JUPYTERHUB_SERVICE_URL"] = "http://{bind}:{port:" + WorkloadSpecs.MainPort + "}" + prefix,
            ["JUPYTERHUB_OAUTH_CALLBACK_URL"] = prefix + "oauth_callback",
            ["JUPYTERHUB_OAUTH_ACCESS_SCOPES"] = accessScopes,
            ["JUPYTERHUB_OAUTH_SCOPES"] = accessScopes,
            ["JUPYTERHUB_OAUTH_CLIENT_ALLOWED_SCOPES"] = "[]",
            ["JUPYTERHUB_PUBLIC_URL"] = facts.Hub.Public(prefix) ?? "",
            ["JUPYTERHUB_PUBLIC_HUB_URL"] = facts.Hub.Public("/hub/") ?? "",
            ["JUPYTERHUB_ADMIN_ACCESS"] = "1",
            ["JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED"] = "0",
            ["JUPYTERHUB_DEFAULT_URL"] = facts.Plan.DefaultUrl,
            ["JUPYTER_RUNTIME_DIR"] = WorkloadSpecs.RuntimePath,
            ["HOME"] = "{volume:" + facts.HomeVolume + "}",
            ["JUPYTER_IMAGE"] = image,
            ["JUPYTER_IMAGE_SPEC"] = image,
            ["CPU_LIMIT"] = facts.Plan.Cpu.ToString(CultureInfo.InvariantCulture),
            ["CPU_GUARANTEE"] = facts.Plan.CpuRequest.ToString(CultureInfo.InvariantCulture),
            ["MEM_LIMIT"] = facts.Plan.MemoryBytes.ToString(CultureInfo.InvariantCulture),
            ["MEM_GUARANTEE"] = facts.Plan.MemoryRequest.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Json(IReadOnlyList<string> scopes) => JsonSerializer.Serialize(scopes, ServersJson.Default.IReadOnlyListString);

    /// <summary>What the variables are made of.</summary>
    internal sealed record Facts
    {
        public required string UserName { get; init; }

        public required string ServerName { get; init; }

        /// <summary>Of its OAuth client.</summary>
        public required string ClientId { get; init; }

        public required HubAddresses Hub { get; init; }

        public required string Token { get; init; }

        /// <summary>The volume that is the home; its directory is known to the site.</summary>
        public required string HomeVolume { get; init; }

        public required ServerPlan Plan { get; init; }
    }
}
