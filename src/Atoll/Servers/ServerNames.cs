using System.Globalization;

namespace Atoll.Servers;

/// <summary>The strings that other modules know a server by.</summary>
internal static class ServerNames
{
    /// <summary>Kind of workload.</summary>
    public const string Kind = "server";

    /// <summary>Route resource and progress owner: <c>server:12</c>.</summary>
    public static string KeyOf(long id) => $"{Kind}:{id}";

    /// <summary>The server's id in its workload's name.</summary>
    public static bool TryParseWorkload(string workload, out long id)
    {
        id = 0;
        return workload.StartsWith(Kind + "-", StringComparison.Ordinal)
            && long.TryParse(workload.AsSpan(Kind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }

    /// <summary>The server's id in its key.</summary>
    public static bool TryParseKey(string key, out long id)
    {
        id = 0;
        return key.StartsWith(Kind + ":", StringComparison.Ordinal)
            && long.TryParse(key.AsSpan(Kind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}
