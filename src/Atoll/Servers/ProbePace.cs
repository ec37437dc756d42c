namespace Atoll.Servers;

/// <summary>How long to wait before a server that boots is asked again.</summary>
/// <remarks>
/// A fiftieth of what it has taken so far, so that nobody waits more than 2 % longer because nobody asked, and one that takes minutes
/// is asked no more often than it matters. Between 20 ms and a second.
/// </remarks>
internal static class ProbePace
{
    private const double Share = 1 / 50.0;

    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    public static TimeSpan After(TimeSpan soFar)
    {
        var share = soFar * Share;
        return share < _shortest ? _shortest : share > _longest ? _longest : share;
    }
}
