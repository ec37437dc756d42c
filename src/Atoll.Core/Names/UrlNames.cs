using System.Buffers;
using System.Text;

namespace Atoll.Core.Names;

/// <summary>How names of users and servers stand in URLs, client ids and cookie names (upstream's escaping, byte for byte).</summary>
public static class UrlNames
{
    private static readonly SearchValues<byte> _unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly SearchValues<byte> _path =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@"u8);

    /// <summary>A segment of a path: everything but unreserved characters, <c>@</c> and <c>~</c> is percent-encoded.</summary>
    public static string EscapePath(string name) => Escape(name, _path);

    /// <summary>Client ids and cookie names: everything but unreserved characters is percent-encoded.</summary>
    public static string EscapeFully(string name) => Escape(name, _unreserved);

    /// <summary>Where a server lives: <c>/user/ada/</c>, <c>/user/ada/gpu/</c>.</summary>
    /// <param name="user">The owner's name.</param>
    /// <param name="server">The server's name; empty for the default one.</param>
    /// <param name="baseUrl">The hub's base, with slashes at both ends.</param>
    public static string ServerPrefix(string user, string server, string baseUrl = "/")
    {
        ArgumentNullException.ThrowIfNull(server);
        var prefix = $"{baseUrl}user/{EscapePath(user)}/";
        return server.Length == 0 ? prefix : $"{prefix}{EscapePath(server)}/";
    }

    private static string Escape(string name, SearchValues<byte> safe)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var text = new StringBuilder(bytes.Length);
        foreach (var one in bytes)
        {
            if (safe.Contains(one))
            {
                text.Append((char)one);
            }
            else
            {
                text.Append('%').Append(one.ToString("X2"));
            }
        }

        return text.ToString();
    }
}
