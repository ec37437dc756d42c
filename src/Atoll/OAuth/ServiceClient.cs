using Atoll.Core.Names;
using Atoll.Core.Scopes;

namespace Atoll.OAuth;

/// <summary>What the provider needs to know of a service that people may sign in to (jupyterhub.md 1.7, 1.14).</summary>
internal sealed record ServiceClient
{
    public required long ServiceId { get; init; }

    public required string Name { get; init; }

    /// <summary>The service's own token, which is the client's secret; null or empty: nobody can sign in to it.</summary>
    public string? ApiToken { get; init; }

    /// <summary>The proxy serves it, below <c>/services/NAME/</c>.</summary>
    public bool HasUrl { get; init; }

    /// <summary><c>oauth_client_id</c>; null for <c>service-NAME</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary><c>oauth_redirect_uri</c>: a path of this host or an http(s) URL; null for <c>/services/NAME/oauth_callback</c>.</summary>
    public string? RedirectUri { get; init; }

    /// <summary><c>oauth_client_allowed_scopes</c>.</summary>
    public IReadOnlyList<string> AllowedScopes { get; init; } = [];

    /// <summary><c>oauth_no_confirm</c>.</summary>
    public bool NoConfirm { get; init; }

    public string Id => ClientId is { Length: > 0 } id ? id : OAuthNames.ServiceClientId(Name);

    /// <summary>Where browsers are sent back to; null when nothing says so.</summary>
    public string? CallbackUri => RedirectUri is { Length: > 0 } uri ? uri : HasUrl ? OAuthNames.ServiceRedirectUri(Name) : null;

    /// <summary>Whether people are meant to sign in to it.</summary>
    public bool IsWanted => HasUrl || NoConfirm || ClientId is { Length: > 0 } || RedirectUri is { Length: > 0 };

    /// <summary>What is wrong, with the key and the remedy; null when nothing is. A service that nobody signs in to has no fault here.</summary>
    public (string Key, string Text)? Fault(ScopeCatalog catalog)
    {
        if (!IsWanted)
        {
            return null;
        }

        return !OAuthNames.IsServiceClientId(Id) ? ("oauth_client_id", $"'{Id}' must start with 'service-'; write service-{Id}.")
            : CallbackUri is not { } uri ? ("oauth_redirect_uri", $"Service {Name} has oauth configured, but is missing required oauth_redirect_uri.")
            : !IsAddress(uri) ? ("oauth_redirect_uri", $"'{uri}' is neither a path nor an http(s) URL without '#'; write it as https://example.org/oauth_callback.")
            : catalog.Unknown(AllowedScopes) is [var unknown, ..] ? ("oauth_client_allowed_scopes", $"There is no scope '{unknown}'.")
            : null;
    }

    private static bool IsAddress(string uri) =>
        !uri.Contains('#', StringComparison.Ordinal)
        && (uri.StartsWith('/') ? !uri.StartsWith("//", StringComparison.Ordinal) && !uri.Contains('\\', StringComparison.Ordinal)
            : Uri.TryCreate(uri, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp))
        && !uri.Any(char.IsControl);
}
