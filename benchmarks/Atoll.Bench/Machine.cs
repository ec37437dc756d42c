using System.Globalization;
using System.Runtime.InteropServices;

namespace Atoll.Bench;

/// <summary>What figures depend on besides the program.</summary>
internal static class Machine
{
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}), {MemoryGb()} GB, Linux {Environment.OSVersion.Version}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>The load of the last 1, 5 and 15 minutes.</summary>
    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static long MemoryGb() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
}
