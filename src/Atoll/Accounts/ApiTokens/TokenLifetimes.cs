namespace Atoll.Accounts.ApiTokens;

/// <summary>How long tokens live.</summary>
/// <param name="Most">The longest that one made through the API may live, and how long it does when nobody says; null for no limit.</param>
/// <param name="OfClients">Those that servers and services get when people sign in to them.</param>
internal sealed record TokenLifetimes(TimeSpan? Most, TimeSpan OfClients)
{
    /// <param name="mostSeconds">0 for no limit.</param>
    /// <param name="clientSeconds">At least 1.</param>
    public static TokenLifetimes OfSeconds(int mostSeconds, int clientSeconds) =>
        new(mostSeconds == 0 ? null : TimeSpan.FromSeconds(mostSeconds), TimeSpan.FromSeconds(clientSeconds));
}
