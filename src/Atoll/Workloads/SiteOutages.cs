using System.Collections.Concurrent;
using Atoll.Core.Lifecycles;

namespace Atoll.Workloads;

/// <summary>Which sites did not answer when they were last asked for something: for telling people what their start waits for.</summary>
internal sealed class SiteOutages
{
    private readonly ConcurrentDictionary<string, bool> _away = new(StringComparer.Ordinal);

    /// <summary>A site was asked, and this came of it.</summary>
    public void Note(string site, ServerEvent happened) => _away[site] = happened is SiteAway;

    public bool IsAway(string site) => _away.GetValueOrDefault(site);
}
