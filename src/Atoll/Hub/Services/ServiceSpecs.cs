using System.Text.Json.Nodes;
using Atoll.Accounts.Services;
using Atoll.OAuth;
using Atoll.Platform.Http;

namespace Atoll.Hub.Services;

/// <summary>From what people write to what a service shall be, and to what the OAuth provider must know of it.</summary>
internal static class ServiceSpecs
{
    /// <param name="options">As it stands in the configuration.</param>
    /// <param name="admins">Services that <c>load_roles</c> gives the role <c>admin</c>.</param>
    public static ServiceSpec Of(ServiceOptions options, IReadOnlyCollection<string> admins) => new()
    {
        Name = options.Name,
        ApiToken = options.ApiToken,
        Admin = options.Admin || admins.Contains(options.Name),
        Url = options.Url,
        Display = options.Display,
        Info = new JsonObject(options.Info.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))).ToJsonString(),
        OauthNoConfirm = options.OauthNoConfirm,
        OauthClientAllowedScopes = options.OauthClientAllowedScopes,
        OauthClientId = options.OauthClientId,
        OauthRedirectUri = options.OauthRedirectUri,
        Configured = true,
    };

    /// <summary>A request's body, of which the shape was looked at; null when its scopes are no texts.</summary>
    public static ServiceSpec? Of(string name, JsonObject body)
    {
        var scopes = (body["oauth_client_allowed_scopes"] as JsonArray ?? []).Select(AnyJson.Text).ToList();
        return scopes.Contains(null) ? null : new ServiceSpec
        {
            Name = name,
            ApiToken = AnyJson.Text(body["api_token"]),
            Admin = AnyJson.IsTrue(body["admin"]),
            Url = AnyJson.Text(body["url"]),
            Display = !body.ContainsKey("display") || AnyJson.IsTrue(body["display"]),
            Info = body["info"]?.ToJsonString() ?? "{}",
            OauthNoConfirm = AnyJson.IsTrue(body["oauth_no_confirm"]),
            OauthClientAllowedScopes = scopes!,
            OauthClientId = AnyJson.Text(body["oauth_client_id"]),
            OauthRedirectUri = AnyJson.Text(body["oauth_redirect_uri"]),
        };
    }

    /// <summary>The service as an OAuth client.</summary>
    public static ServiceClient ClientOf(this ServiceSpec spec, ServiceRow row) => new()
    {
        ServiceId = row.Id,
        Name = spec.Name,
        ApiToken = spec.ApiToken,
        HasUrl = row.Url is not null,
        ClientId = spec.OauthClientId,
        RedirectUri = spec.OauthRedirectUri,
        AllowedScopes = spec.OauthClientAllowedScopes,
        NoConfirm = spec.OauthNoConfirm,
    };
}
