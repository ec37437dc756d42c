using Atoll.Core.Scopes;

namespace Atoll.Core.Names;

/// <summary>What a server or service is to the OAuth provider (jupyterhub.md 1.7, 1.9).</summary>
public static class OAuthNames
{
    private const string ServiceIdStart = "service-";

    /// <summary>The client id of a server: <c>jupyterhub-user-ada</c>, <c>jupyterhub-user-ada-gpu</c>.</summary>
    /// <param name="user">The owner's name.</param>
    /// <param name="server">The server's name; empty for the default one.</param>
    public static string ClientId(string user, string server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var id = $"jupyterhub-user-{UrlNames.EscapeFully(user)}";
        return server.Length == 0 ? id : $"{id}-{UrlNames.EscapeFully(server)}";
    }

    /// <summary>The redirect URI of a server: a path on the hub's host, compared as a string.</summary>
    public static string RedirectUri(string user, string server, string baseUrl = "/") =>
        $"{UrlNames.ServerPrefix(user, server, baseUrl)}oauth_callback";

    /// <summary>What it takes to use the server, as it is written: <c>access:servers!server=ada/</c>.</summary>
    public static string AccessScope(string user, string server) =>
        new Scope("access:servers", ScopeFilter.Server(user, server)).ToString();

    /// <summary>Scopes of which a server demands one: for itself, or for all servers of its owner.</summary>
    public static IReadOnlyList<string> AccessScopes(string user, string server) =>
        [AccessScope(user, server), new Scope("access:servers", ScopeFilter.User(user)).ToString()];

    /// <summary>The client id of a service that names none itself: <c>service-dask</c>.</summary>
    public static string ServiceClientId(string service) => $"{ServiceIdStart}{service}";

    /// <summary>Whether a service may have this client id: nobody must be able to pose as a server.</summary>
    public static bool IsServiceClientId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.StartsWith(ServiceIdStart, StringComparison.Ordinal);
    }

    /// <summary>The redirect URI of a service that the proxy serves: a path on the hub's host.</summary>
    public static string ServiceRedirectUri(string service, string baseUrl = "/") => $"{baseUrl}services/{service}/oauth_callback";

    /// <summary>What it takes to use the service, as it is written: <c>access:services!service=dask</c>.</summary>
    public static string ServiceAccessScope(string service) =>
        new Scope("access:services", new ScopeFilter(FilterKind.Service, service)).ToString();
}
