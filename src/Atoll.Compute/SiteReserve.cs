namespace Atoll.Compute;

/// <summary>What workloads do not get, however many there are: it stays for the hub, the engine and the system.</summary>
public sealed record SiteReserve
{
    private const long LeastMemory = 1L << 30;
    private const int MemoryShare = 10;

    /// <summary>CPUs kept back. Default 0: workloads may use every CPU that is idle, and give way when the hub wants one.</summary>
    public double Cpu { get; init; }

    /// <summary>Bytes kept back. Default (null): a tenth of the machine's memory, at least 1 GB.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>What is left of a machine.</summary>
    /// <exception cref="SiteException"><see cref="SiteFault.Refused"/> when nothing is.</exception>
    public SiteCapacity Of(SiteCapacity machine)
    {
        var memory = MemoryBytes ?? Math.Max(LeastMemory, machine.MemoryBytes / MemoryShare);
        return Cpu >= 0 && memory >= 0 && machine.Cpu > Cpu && machine.MemoryBytes > memory
            ? new(machine.Cpu - Cpu, machine.MemoryBytes - memory)
            : throw new SiteException(
                SiteFault.Refused,
                $"The site's reserve ({Cpu} CPUs, {memory >> 20} MB) leaves workloads nothing of this machine's {machine.Cpu} CPUs and " +
                $"{machine.MemoryBytes >> 20} MB. Set a smaller site.reserve.");
    }
}
