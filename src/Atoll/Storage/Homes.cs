using Atoll.Compute;

namespace Atoll.Storage;

/// <summary>Private persistent directories. A home belongs to a user's immutable id on a site: a later user of the same name gets another.</summary>
internal sealed class Homes(Sites sites)
{
    /// <summary>The volume's name on its site.</summary>
    public static string VolumeOf(long userId) => $"home-{userId}";

    /// <summary>Makes the home if it is not there; returns its volume.</summary>
    /// <exception cref="HomeException">The site could not.</exception>
    public async Task<string> EnsureAsync(string site, long userId, CancellationToken cancellationToken)
    {
        var volume = VolumeOf(userId);
        try
        {
            await sites[site].EnsureVolumeAsync(volume, cancellationToken);
            return volume;
        }
        catch (SiteException failure)
        {
            throw new HomeException(failure.Message, FaultOf(failure), failure);
        }
    }

    private static HomeFault FaultOf(SiteException failure) =>
        failure.Fault is SiteFault.NoSpace ? HomeFault.NoSpace : failure.MayPass ? HomeFault.MayPass : HomeFault.Refused;
}
