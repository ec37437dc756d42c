namespace Atoll.Proxy;

/// <summary>Cookies that are Atoll's on the host it shares with the servers behind it.</summary>
internal static class OwnCookies
{
    public const string Gate = "atoll-gate";
    private const string Login = "jupyterhub-hub-login";
    private const string Session = "jupyterhub-session-id";
    private const string Xsrf = "_xsrf";
    private const string HubPath = "/hub";

    /// <summary>Never forwarded. (Servers may read the session id: it authenticates nothing.)</summary>
    public static readonly string[] Hidden = [Gate, Login];

    /// <summary>Whether a server's <c>Set-Cookie</c> would put words into Atoll's mouth.</summary>
    public static bool IsForged(ReadOnlySpan<char> setCookie)
    {
        var name = NameOf(setCookie);
        return name is Gate or Login or Session || (name is Xsrf && IsHubPath(PathOf(setCookie)));
    }

    // A cookie without a name is sent back as its bare value: "=atoll-gate=x" comes out as "atoll-gate=x".
    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> setCookie)
    {
        var end = setCookie.IndexOf(';');
        var pair = (end < 0 ? setCookie : setCookie[..end]).TrimStart("= \t");
        var equals = pair.IndexOf('=');
        return (equals < 0 ? pair : pair[..equals]).Trim();
    }

    // The last Path attribute counts (RFC 6265, 5.3).
    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> setCookie)
    {
        ReadOnlySpan<char> path = default;
        foreach (var range in setCookie.Split(';'))
        {
            var attribute = setCookie[range].Trim();
            if (attribute.StartsWith("path", StringComparison.OrdinalIgnoreCase) && attribute[4..].TrimStart() is ['=', .. var value])
            {
                path = value.Trim();
            }
        }

        return path;
    }

    private static bool IsHubPath(ReadOnlySpan<char> path) =>
        path.StartsWith(HubPath, StringComparison.Ordinal) && (path.Length == HubPath.Length || path[HubPath.Length] == '/');
}
