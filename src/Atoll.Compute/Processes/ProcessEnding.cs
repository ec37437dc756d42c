using System.Runtime.InteropServices;

namespace Atoll.Compute.Processes;

/// <summary>Ends a workload's processes, and never a stranger's that got an old number.</summary>
internal static class ProcessEnding
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks politely if there is a <paramref name="grace"/>, then ends whatever carries the workload's mark.</summary>
    public static async Task EndAsync(ProcessRecord record, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        var leader = record.Leader ?? ProcessTable.FindLeader(record.Id);
        if (leader is not null && grace > TimeSpan.Zero)
        {
            // Until the shell has started the program, a signal would reach the shell alone, which goes on.
            await Poll.UntilAsync(() => !ProcessTable.IsAlive(leader) || HasProgram(leader, record.Id), grace, time, cancellationToken);
            Ask(leader);
            await Poll.UntilAsync(() => !ProcessTable.IsAlive(leader), grace, time, cancellationToken);
        }

        await EndMarkedAsync(record.Id, time, cancellationToken);
    }

    /// <summary>Ends every process with the mark. They may be making new ones meanwhile, hence the repetition.</summary>
    public static async Task EndMarkedAsync(string id, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await Poll.UntilAsync(() => SignalMarked(id) == 0, Patience, time, cancellationToken))
        {
            throw new SiteException(SiteFault.Busy, $"Processes of workload {id} do not end: {string.Join(", ", ProcessTable.FindMarked(id))}.");
        }
    }

    /// <summary>A child that is still a copy of the shell has the shell's command line, and handles signals as the shell does.</summary>
    private static bool HasProgram(ProcessIdentity leader, string id)
    {
        var shell = ProcessTable.CommandLine(leader.Pid);
        return ProcessTable.FindMarked(id).Any(pid => pid != leader.Pid && ProcessTable.CommandLine(pid) != shell);
    }

    private static void Ask(ProcessIdentity leader)
    {
        if (ProcessTable.IsAlive(leader))
        {
            Signal(-leader.Pid, Native.SigTerm);
        }
    }

    private static int SignalMarked(string id)
    {
        var processes = ProcessTable.FindMarked(id);
        foreach (var pid in processes)
        {
            Signal(pid, Native.SigKill);
        }

        return processes.Count;
    }

    private static void Signal(int process, int signal)
    {
        if (Native.Signal(process, signal) != 0 && Marshal.GetLastPInvokeError() != Native.NoSuchProcess)
        {
            throw new SiteException(SiteFault.Refused, $"Process {Math.Abs(process)} cannot be ended: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }
}
