namespace Atoll.Core.Routing;

/// <summary>Reads a request's target as it stood on the request line.</summary>
public static class RawTarget
{
    /// <summary>
    /// The target from its path on. Usually that is the whole; a client that takes Atoll for a forward proxy sends an absolute URL, whose
    /// scheme and host are cut off. Null when there is no path (<c>*</c>, or the authority of a CONNECT).
    /// </summary>
    public static string? FromPath(string target)
    {
        if (target.StartsWith('/'))
        {
            return target;
        }

        var authority = target.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
        return path < 0 ? null : target[path..];
    }

    /// <summary>The path alone: everything before the query.</summary>
    public static ReadOnlySpan<char> Path(ReadOnlySpan<char> target)
    {
        var end = target.IndexOf('?');
        return end < 0 ? target : target[..end];
    }

    /// <summary>Whether a segment of the path is this one, letter by letter.</summary>
    public static bool HasSegment(ReadOnlySpan<char> target, ReadOnlySpan<char> segment)
    {
        var path = Path(target);
        foreach (var part in path.Split('/'))
        {
            if (path[part].SequenceEqual(segment))
            {
                return true;
            }
        }

        return false;
    }
}
