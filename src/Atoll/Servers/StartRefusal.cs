using Atoll.Core.Lifecycles;

namespace Atoll.Servers;

/// <summary>Why a start is not even asked for.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="ForApi">JupyterHub's own words: clients match them (jupyterhub.md 1.2 Servers).</param>
/// <param name="ForPeople">The same on a page.</param>
/// <param name="RetryAfter">When to ask again; null when that cannot be told.</param>
internal sealed record StartRefusal(string Reason, string ForApi, string ForPeople, TimeSpan? RetryAfter)
{
    /// <summary>No place at once (<see cref="StartOverflow.Reject"/>).</summary>
    public static StartRefusal NoPlace(int seconds)
    {
        // Rounded up for people, as upstream.
        var wait = $"{(seconds + 9) / 10 * 10} seconds";
        return new StartRefusal(
            Reasons.NoPlace,
            $"Too many users trying to log in right now. Try again in {wait}.",
            $"There is no room for another server at this moment. Try again in {wait}.",
            TimeSpan.FromSeconds(seconds));
    }

    /// <summary>As many servers as the hub allows (<see cref="ServersOptions.ActiveLimit"/>).</summary>
    public static StartRefusal TooManyActive(int limit) => new(
        Reasons.NoPlace,
        "Active user limit exceeded. Try again in a few minutes.",
        $"As many servers are running as this hub allows ({limit}). Try again in a few minutes.",
        RetryAfter: null);
}
