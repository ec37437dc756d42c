namespace Atoll.Compute.Containers.Engine;

/// <summary>The engines whose ways differ although their API is the same.</summary>
internal enum EngineKind
{
    /// <summary>Docker, and whatever does not say that it is another.</summary>
    Docker,

    /// <summary>Podman.</summary>
    Podman,
}
