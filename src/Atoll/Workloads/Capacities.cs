using Atoll.Compute;
using Atoll.Core.Capacity;
using Atoll.Core.Lifecycles;

namespace Atoll.Workloads;

/// <summary>What sites have to give. Asked anew at most every few seconds: each asking is a call, and the answer changes with the machine only.</summary>
internal sealed class Capacities(Sites sites, TimeProvider time)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _freshFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long At, Task<Amounts> Answer)> _asked = new(StringComparer.Ordinal);

    /// <summary>The site's capacity, null when it has no bound that it knows of; or what its silence means for a start.</summary>
    public async Task<(Amounts? Capacity, ServerEvent? Failure)> OfAsync(string site, CancellationToken cancellationToken)
    {
        if (sites[site] is not ICapacitySite bounded)
        {
            return (null, null);
        }

        try
        {
            return (await AskAsync(site, bounded).WaitAsync(cancellationToken), null);
        }
        catch (SiteException failure)
        {
            return (null, SiteFaults.ToEvent(failure));
        }
    }

    // One question at a time, whoever asks; so it does not end with the first who asked.
    private Task<Amounts> AskAsync(string name, ICapacitySite site)
    {
        lock (_lock)
        {
            if (_asked.TryGetValue(name, out var last) && IsFresh(last.At, last.Answer))
            {
                return last.Answer;
            }

            var answer = FetchAsync(site);
            _asked[name] = (time.GetTimestamp(), answer);
            return answer;
        }
    }

    private bool IsFresh(long at, Task answer) =>
        !answer.IsCompleted || time.GetElapsedTime(at) < (answer.IsCompletedSuccessfully ? _fresh : _freshFailure);

    private static async Task<Amounts> FetchAsync(ICapacitySite site)
    {
        var capacity = await site.CapacityAsync(CancellationToken.None);
        return new Amounts((long)(capacity.Cpu * 1000), capacity.MemoryBytes);
    }
}
