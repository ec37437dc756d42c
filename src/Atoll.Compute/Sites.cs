namespace Atoll.Compute;

/// <summary>The sites of this hub by name. A hub can have several; every key that names a workload or volume contains its site.</summary>
public sealed class Sites(IReadOnlyDictionary<string, ISite> byName)
{
    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, ISite> All { get; } = byName;

    /// <summary>The site of that name.</summary>
    /// <exception cref="KeyNotFoundException">A row names a site that the configuration no longer has.</exception>
    public ISite this[string name] => All.TryGetValue(name, out var site)
        ? site
        : throw new KeyNotFoundException($"No site is named '{name}' in the configuration; it has: {string.Join(", ", All.Keys)}.");
}
