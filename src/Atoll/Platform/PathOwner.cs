using System.Globalization;
using System.Runtime.InteropServices;

namespace Atoll.Platform;

/// <summary>Who owns a file, and who this program runs as: for sentences about rights.</summary>
internal static partial class PathOwner
{
    private const int WorkingDirectory = -100;
    private const uint UserOnly = 0x8;

    /// <summary>The user this program runs as.</summary>
    public static SystemUser Me => SystemUser.Of(UserId());

    /// <summary>The owner of a path; null when that cannot be seen.</summary>
    public static SystemUser? Of(string path) =>
        Stat(WorkingDirectory, path, 0, UserOnly, out var status) == 0 ? SystemUser.Of(status.User) : null;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();

    // statx, because its record is laid out alike on every processor.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, out FileStatus status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        public uint User;
    }
}

/// <summary>A user of this machine.</summary>
internal sealed record SystemUser(uint Id, string Name)
{
    private const string Accounts = "/etc/passwd";

    public static SystemUser Of(uint id)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        var line = File.Exists(Accounts) ? File.ReadLines(Accounts).FirstOrDefault(line => line.Split(':') is [_, _, var uid, ..] && uid == number) : null;
        return new SystemUser(id, line?.Split(':')[0] ?? $"user id {number}");
    }

    public override string ToString() => Name;
}
