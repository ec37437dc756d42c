using System.Net.Http.Headers;

namespace Atoll.Proxy.Forwarding;

/// <summary>Headers by which a server behind a proxy learns who the user is. A client's own are lies.</summary>
internal static class UserHeaders
{
    private const string User = "X-Forwarded-User";

    private static readonly HashSet<string> Spoofable = new(StringComparer.OrdinalIgnoreCase)
    {
        User,
        "X-Forwarded-Email",
        "X-Forwarded-Groups",
        "X-Forwarded-Preferred-Username",
        "X-Auth-Request-User",
        "X-Auth-Request-Email",
        "X-Auth-Request-Groups",
        "X-Remote-User",
        "Remote-User",
        "Remote-Email",
        "Remote-Groups",
        "Remote-Name",
    };

    /// <summary>Removes every such header and names the user, escaped as in URLs (with <c>@</c> literal), when one is known.</summary>
    public static void Replace(HttpRequestHeaders headers, string? userName)
    {
        foreach (var name in headers.Select(header => header.Key).Where(IsSpoofable).ToArray())
        {
            headers.Remove(name);
        }

        if (userName is not null)
        {
            headers.TryAddWithoutValidation(User, Uri.EscapeDataString(userName).Replace("%40", "@", StringComparison.Ordinal));
        }
    }

    // CGI and WSGI cannot tell underscores from dashes.
    private static bool IsSpoofable(string name)
    {
        var dashed = name.Replace('_', '-');
        return Spoofable.Contains(dashed) || dashed.StartsWith("X-Atoll-", StringComparison.OrdinalIgnoreCase);
    }
}
