using System.Runtime.InteropServices;

namespace Atoll.Compute;

/// <summary>The few calls of the C library that the framework has no name for.</summary>
internal static partial class Native
{
    public const int NoPermission = 1;
    public const int NoSuchProcess = 3;
    public const int NoSpace = 28;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const int WorkingDirectory = -100;
    private const uint Basics = 0x7ff;

    /// <summary>The user this program runs as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint GroupId();

    /// <summary>0, or -1 with the reason in <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint user, uint group);

    /// <summary>A negative <paramref name="process"/> stands for the whole process group.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    /// <summary>The kernel's log: action 3 reads all that is kept, action 10 tells how much fits. -1 with the reason in the last error.</summary>
    [LibraryImport("libc", EntryPoint = "klogctl", SetLastError = true)]
    public static partial int KernelLog(int action, byte[]? buffer, int length);

    /// <summary>User and group that own a path.</summary>
    public static (uint User, uint Group) Owner(string path) =>
        Stat(WorkingDirectory, path, 0, Basics, out var status) == 0
            ? (status.User, status.Group)
            : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    // statx, because its record is laid out alike on every processor.
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, out FileStatus status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;
    }
}
