using Atoll.Compute;

namespace Atoll.Workloads;

/// <summary>From an order to what the site is given: the limits and mounts that every workload has.</summary>
internal static class WorkloadSpecs
{
    /// <summary>The one named port of an order.</summary>
    public const string MainPort = "main";

    /// <summary>Where a home is mounted, as in the field's images.</summary>
    public const string HomePath = "/home/jovyan";

    /// <summary>
    /// Where Jupyter keeps its sockets and connection files: off the home, so that a full or slow home does not stop a server from
    /// starting, and nothing of a dead server is found by the next one.
    /// </summary>
    public const string RuntimePath = "/run/jupyter";

    private const int Pids = 4096;
    private const long TmpBytes = 4L << 30;
    private const long RuntimeBytes = 64L << 20;

    public static WorkloadSpec Of(WorkloadOrder order) => new()
    {
        Name = order.Name,
        StartNumber = order.StartNumber,
        Kind = order.Kind,
        Owner = order.Owner,
        Image = order.Image,
        Command = order.Command,
        Environment = order.Environment,
        Mounts = Mounts(order),
        Ports = new Dictionary<string, int> { [MainPort] = order.Port },
        Resources = new Resources { Cpu = order.Cpu, MemoryBytes = order.MemoryBytes, Pids = Pids },
    };

    private static List<Mount> Mounts(WorkloadOrder order)
    {
        // tmpfs counts against the memory limit, so its own size only has to be no larger than that.
        var tmp = order.MemoryBytes > 0 ? Math.Min(TmpBytes, order.MemoryBytes) : TmpBytes;
        List<Mount> mounts = [new TmpfsMount("/tmp", tmp), new TmpfsMount(RuntimePath, RuntimeBytes)];
        if (order.HomeVolume is not null)
        {
            mounts.Add(new VolumeMount(HomePath, order.HomeVolume));
        }

        mounts.AddRange(order.HostFolders.Select(folder => new HostFolderMount(folder.Key, folder.Value)));
        return mounts;
    }
}
