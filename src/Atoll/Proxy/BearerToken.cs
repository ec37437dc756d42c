namespace Atoll.Proxy;

/// <summary>Reads <c>Authorization: token T</c> and <c>Authorization: Bearer T</c>.</summary>
internal static class BearerToken
{
    /// <summary>The token, or null when the header is absent, repeated, or of another scheme (which is the server's own business).</summary>
    public static string? Read(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header])
        {
            return null;
        }

        var border = header.IndexOf(' ', StringComparison.Ordinal);
        var scheme = border < 0 ? "" : header[..border];
        var known = scheme.Equals("token", StringComparison.OrdinalIgnoreCase) || scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase);
        var token = known ? header[border..].Trim() : "";
        return token.Length > 0 ? token : null;
    }
}
