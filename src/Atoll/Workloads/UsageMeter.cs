using System.Collections.Concurrent;
using Atoll.Compute;

namespace Atoll.Workloads;

/// <summary>What a running workload uses now.</summary>
/// <param name="MemoryBytes">Without the file cache.</param>
/// <param name="Cpus">Processors, over the time since the measurement before; null for the first.</param>
internal sealed record Usage(long MemoryBytes, double? Cpus);

/// <summary>Measures workloads for whoever looks at them. Only those that somebody looks at cost anything.</summary>
internal sealed class UsageMeter(Sites sites, TimeProvider time)
{
    // A rate over less is noise; over more it is no longer "now".
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Sample> _before = new(StringComparer.Ordinal);

    /// <summary>Null when the site cannot tell, or does not answer: a page about servers must come without it too.</summary>
    public async Task<Usage?> MeasureAsync(string site, string workloadId, CancellationToken cancellationToken)
    {
        try
        {
            return sites[site] is IMeteredSite metered && await metered.MeasureAsync(workloadId, cancellationToken) is { } measured
                ? Of(workloadId, new Sample(time.GetUtcNow(), measured))
                : null;
        }
        catch (SiteException)
        {
            return null;
        }
    }

    private Usage Of(string workloadId, Sample now)
    {
        Forget(now.At);
        var rate = _before.TryGetValue(workloadId, out var before) ? RateOf(before, now) : null;
        if (before is null || now.At - before.At >= _shortest)
        {
            _before[workloadId] = now;
        }

        return new Usage(now.Measured.MemoryBytes, rate);
    }

    private static double? RateOf(Sample before, Sample now)
    {
        var passed = now.At - before.At;
        return passed < _shortest || passed > _longest ? null : (now.Measured.CpuTime - before.Measured.CpuTime) / passed;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var sample in _before.Where(sample => now - sample.Value.At > _longest))
        {
            _before.TryRemove(sample);
        }
    }

    private sealed record Sample(DateTimeOffset At, WorkloadUsage Measured);
}
