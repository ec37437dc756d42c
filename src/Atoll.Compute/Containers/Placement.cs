namespace Atoll.Compute.Containers;

/// <summary>Where a container goes, as the engine wants to hear it.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="CgroupParent">The cgroup above it, in the words of the engine's cgroup driver.</param>
/// <param name="NamesProcessLimit">The engine would set a limit of its own, above the machine's, if it were not told one.</param>
internal sealed record Placement(string Network, string CgroupParent, bool NamesProcessLimit);
