namespace Atoll.Accounts.SignIn;

/// <summary>Where to go after signing in: only ever a path on this host. Pure.</summary>
internal static class NextUrl
{
    /// <summary>The path (with query and fragment) to go to; null when <paramref name="next"/> leads elsewhere or says nothing.</summary>
    /// <param name="next">As the browser sent it: a path, or a URL of this host.</param>
    /// <param name="host">This host as the browser knows it, with the port unless it is the usual one.</param>
    public static string? Check(string? next, string host)
    {
        // Browsers drop tabs and line ends, and take a backslash for a slash: "/\evil.example" is a host to them.
        if (string.IsNullOrEmpty(next) || next.Any(char.IsControl) || PathOf(next).Contains('\\', StringComparison.Ordinal))
        {
            return null;
        }

        var path = WithoutHost(next, host);
        var isOnThisHost = path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal);
        return isOnThisHost ? path : null;
    }

    private static string WithoutHost(string next, string host)
    {
        foreach (var prefix in new[] { $"http://{host}", $"https://{host}", $"//{host}" })
        {
            if (next.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && EndsHost(next, prefix.Length))
            {
                return next.Length == prefix.Length ? "/" : next[prefix.Length..];
            }
        }

        return next;
    }

    // Not hub.example.evil, not hub.example@evil.
    private static bool EndsHost(string next, int at) => at == next.Length || next[at] == '/';

    private static string PathOf(string next) => next.Split('?', '#')[0];
}
