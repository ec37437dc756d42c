using System.Text;

namespace Atoll.Compute;

/// <summary>
/// What the kernel wrote about processes that it ended for want of memory. Some engines do not tell, and the counter in a container's cgroup
/// is gone with the container; the kernel's own line names both.
/// </summary>
internal static class KernelLog
{
    /// <summary>The exit code of a process that was killed: 128 and the signal's number.</summary>
    public const int Killed = 128 + Native.SigKill;

    private const int ReadAll = 3;
    private const int TellSize = 10;

    /// <summary>False also where this program may not read the log: then an end is told without its cause.</summary>
    public static bool SaysOutOfMemory(string container) => SaysOutOfMemory(Read(), container);

    /// <summary>
    /// The line reads <c>oom-kill:constraint=…,oom_memcg=/atoll-…,task_memcg=/atoll-…/ID,task=python3,…</c>: the cgroup whose memory ran
    /// out, and the one that the ended process was in.
    /// </summary>
    public static bool SaysOutOfMemory(string log, string container) => log.Split('\n').Any(line =>
        line.Contains("oom-kill:", StringComparison.Ordinal)
        && line.Split(',').Any(field => field.StartsWith("task_memcg=", StringComparison.Ordinal) && field.Contains(container, StringComparison.Ordinal)));

    private static string Read()
    {
        var buffer = new byte[Math.Max(0, Native.KernelLog(TellSize, null, 0))];
        var length = Native.KernelLog(ReadAll, buffer, buffer.Length);
        return length > 0 ? Encoding.UTF8.GetString(buffer, 0, length) : "";
    }
}
