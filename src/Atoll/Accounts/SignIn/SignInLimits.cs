using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Atoll.Accounts.SignIn;

/// <summary>
/// Slows guessing down. Each try costs its name something; each wrong one costs the address it came from, so that a class that signs in
/// together from one address is not held up by being many.
/// </summary>
internal sealed class SignInLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _names = Buckets(tries: 10, every: TimeSpan.FromSeconds(6));
    private readonly PartitionedRateLimiter<string> _addresses = Buckets(tries: 60, every: TimeSpan.FromSeconds(2));

    /// <summary>Null when a try is allowed (and counted for the name), else how long to wait.</summary>
    public TimeSpan? Try(IPAddress? address, string name)
    {
        using var ofAddress = _addresses.AttemptAcquire(KeyOf(address), permitCount: 0);
        if (!ofAddress.IsAcquired)
        {
            return WaitOf(ofAddress);
        }

        using var ofName = _names.AttemptAcquire(name);
        return ofName.IsAcquired ? null : WaitOf(ofName);
    }

    /// <summary>A try was wrong.</summary>
    public void Failed(IPAddress? address)
    {
        using var lease = _addresses.AttemptAcquire(KeyOf(address));
    }

    public void Dispose()
    {
        _names.Dispose();
        _addresses.Dispose();
    }

    // One IPv6 customer has a /64 of addresses to choose from.
    private static string KeyOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            return address.MapToIPv4().ToString();
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexStringLower(address.GetAddressBytes()[..8])
            : address?.ToString() ?? "";
    }

    private static TimeSpan WaitOf(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);

    private static PartitionedRateLimiter<string> Buckets(int tries, TimeSpan every) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = tries,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = every,
            QueueLimit = 0,
        }));
}
