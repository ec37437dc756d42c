namespace Atoll.Platform.Configuration.Reading;

/// <summary>How a key is written with all that is above it: <c>sizes[1].memory_gb</c>.</summary>
internal static class KeyPath
{
    public static string Of(string above, string key) => above.Length == 0 ? key : key.Length == 0 ? above : $"{above}.{key}";

    /// <summary>What holds it; null at the top.</summary>
    public static string? Above(string path)
    {
        var end = path.LastIndexOfAny(['.', '[']);
        return end < 0 ? path.Length == 0 ? null : "" : path[..end];
    }

    /// <summary>Whether one is the other or holds it.</summary>
    public static bool IsWithin(string path, string above) =>
        path.StartsWith(above, StringComparison.Ordinal)
        && (path.Length == above.Length || above.Length == 0 || path[above.Length] is '.' or '[');
}
