using System.Runtime.InteropServices;

namespace Atoll.Core.Capacity;

/// <summary>Processors and memory: of a site, or of what runs there.</summary>
/// <param name="MilliCpu">Thousandths of a CPU, so that sums are exact.</param>
/// <param name="MemoryBytes">Bytes.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Amounts(long MilliCpu, long MemoryBytes)
{
    /// <summary>From CPUs as they are configured, rounded up: what is promised is kept.</summary>
    public static Amounts Of(double cpus, long memoryBytes) => new((long)Math.Ceiling(Math.Round(cpus * 1000, 6)), memoryBytes);

    /// <summary>Both together.</summary>
    public static Amounts operator +(Amounts one, Amounts other) =>
        new(one.MilliCpu + other.MilliCpu, one.MemoryBytes + other.MemoryBytes);

    /// <summary>What is left, never less than nothing: a site may have shrunk under what runs there.</summary>
    public Amounts Without(Amounts taken) =>
        new(Math.Max(0, MilliCpu - taken.MilliCpu), Math.Max(0, MemoryBytes - taken.MemoryBytes));

    /// <summary>True when both are no more than there.</summary>
    public bool FitIn(Amounts room) => MilliCpu <= room.MilliCpu && MemoryBytes <= room.MemoryBytes;

    /// <summary>How many times these fit into that room; null when they are nothing and always fit.</summary>
    public long? TimesIn(Amounts room)
    {
        var times = Math.Min(Times(MilliCpu, room.MilliCpu), Times(MemoryBytes, room.MemoryBytes));
        return times == long.MaxValue ? null : times;
    }

    private static long Times(long need, long room) => need <= 0 ? long.MaxValue : Math.Max(0, room) / need;
}
