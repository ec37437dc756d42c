namespace Atoll.Workloads;

/// <summary>The one site of a hub on one machine.</summary>
internal static class LocalSite
{
    /// <summary>What rows, volumes and addresses call it.</summary>
    public const string Name = "local";
}
