namespace Atoll.Proxy;

/// <summary>Reads and trims <c>Cookie</c> headers without touching what it does not remove: servers sign and parse their cookies as they like.</summary>
internal static class CookieHeader
{
    /// <summary>Whether a pair (one piece between semicolons) has this name, case-sensitive as in browsers, and its value.</summary>
    public static bool TryGetValue(ReadOnlySpan<char> pair, string name, out ReadOnlySpan<char> value)
    {
        var trimmed = pair.Trim();
        var matches = trimmed.StartsWith(name, StringComparison.Ordinal) && trimmed[name.Length..] is ['=', ..];
        value = matches ? trimmed[(name.Length + 1)..] : default;
        return matches;
    }

    /// <summary>One header without the cookies that only Atoll reads, everything else byte for byte; empty when nothing is left.</summary>
    public static string WithoutOwn(string header)
    {
        if (!OwnCookies.Hidden.Any(name => header.Contains(name, StringComparison.Ordinal)))
        {
            return header;
        }

        var kept = header.Split(';').Where(pair => !OwnCookies.Hidden.Any(name => TryGetValue(pair, name, out _)));
        return string.Join(';', kept).TrimStart(' ');
    }
}
