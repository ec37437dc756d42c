using Atoll.Compute.Containers.Engine;

namespace Atoll.Compute.Containers;

/// <summary>Where a container goes.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="CgroupParent">The cgroup above it, in the words of the engine's cgroup driver.</param>
/// <param name="Kind">The engine, whose dialect the request is written in.</param>
internal sealed record Placement(string Network, string CgroupParent, EngineKind Kind);
