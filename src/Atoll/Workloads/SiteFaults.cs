using Atoll.Compute;
using Atoll.Core.Lifecycles;

namespace Atoll.Workloads;

/// <summary>What a site's failure means for a start, decided once for all kinds.</summary>
internal static class SiteFaults
{
    public static ServerEvent ToEvent(SiteException failure) => failure.Fault switch
    {
        SiteFault.Away or SiteFault.Busy => new SiteAway(failure.Message),
        SiteFault.ImageMissing => new SiteRefused(Reasons.ImageMissing, failure.Message),
        SiteFault.NoSpace => new SiteRefused(Reasons.NoSpace, failure.Message),
        _ => new SiteRefused(Reasons.Refused, failure.Message),
    };
}
