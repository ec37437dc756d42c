namespace Atoll.Accounts.ApiTokens;

/// <summary>How long a requested token lives. Pure.</summary>
internal static class TokenExpiry
{
    /// <summary>Null for without end; or what is wrong with the request, in JupyterHub's words.</summary>
    /// <param name="seconds">What was asked for; null and 0: no end.</param>
    /// <param name="most">The operator's limit; null for none.</param>
    /// <param name="now">The moment it is made.</param>
    public static (TimeSpan? Lifetime, string? Fault) Of(long? seconds, TimeSpan? most, DateTimeOffset now)
    {
        if (seconds is null or 0)
        {
            return (most, null);
        }

        if (most is { } limit && seconds > limit.TotalSeconds)
        {
            return (null, $"token expires_in: {seconds} must not exceed {(long)limit.TotalSeconds}");
        }

        return seconds > 0 && seconds < (DateTimeOffset.MaxValue - now).TotalSeconds
            ? (TimeSpan.FromSeconds(seconds.Value), null)
            : (null, $"expires_in must be a positive integer or null, not {seconds}");
    }
}
