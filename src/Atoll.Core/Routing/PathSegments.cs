namespace Atoll.Core.Routing;

/// <summary>Cuts paths into decoded segments.</summary>
internal static class PathSegments
{
    /// <summary>Segments of a published prefix; the slash at its end counts for nothing.</summary>
    public static string[] OfPrefix(string prefix)
    {
        if (!prefix.StartsWith('/'))
        {
            throw new ArgumentException($"A route's prefix begins with a slash: '{prefix}'.", nameof(prefix));
        }

        var trimmed = prefix.AsSpan(1);
        trimmed = trimmed.EndsWith('/') ? trimmed[..^1] : trimmed;
        return trimmed.IsEmpty ? [] : [.. trimmed.ToString().Split('/').Select(Uri.UnescapeDataString)];
    }

    /// <summary>Whether any segment means "here" or "up". Cheap for the usual path, which has neither <c>/.</c> nor an escaped dot.</summary>
    public static bool HasDots(ReadOnlySpan<char> path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains("%2e", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var range in path.Split('/'))
        {
            if (IsDots(path[range]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Decoded segments with dot segments resolved; never climbs above the root.</summary>
    public static List<string> Resolve(ReadOnlySpan<char> path)
    {
        var resolved = new List<string>();
        foreach (var segment in path[1..].ToString().Split('/').Select(Uri.UnescapeDataString))
        {
            if (segment == ".." && resolved.Count > 0)
            {
                resolved.RemoveAt(resolved.Count - 1);
            }
            else if (segment is not ("." or ".."))
            {
                resolved.Add(segment);
            }
        }

        return resolved;
    }

    private static bool IsDots(ReadOnlySpan<char> segment)
    {
        var dots = 0;
        for (; !segment.IsEmpty; dots++)
        {
            var length = segment[0] == '.' ? 1 : segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
            if (length == 0)
            {
                return false;
            }

            segment = segment[length..];
        }

        return dots is 1 or 2;
    }
}
