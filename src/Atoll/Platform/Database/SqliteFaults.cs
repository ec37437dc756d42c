using Microsoft.Data.Sqlite;

namespace Atoll.Platform.Database;

/// <summary>What the embedded database's codes mean to an operator (sqlite3.h, "Result Codes").</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int DiskError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    // A page of the journal and of its index; with less than this a write cannot begin.
    private const long LeastFreeBytes = 64 << 10;

    /// <summary>Whether the database gave up the whole transaction with it.</summary>
    public static bool EndsTransaction(SqliteException failure) => failure.SqliteErrorCode is Full or DiskError;

    /// <summary>Whether it is a fault of the file or its disk, not of what was asked.</summary>
    public static bool IsFault(SqliteException failure) =>
        failure.SqliteErrorCode is Busy or ReadOnly or DiskError or Corrupt or Full or CannotOpen or NoDatabase;

    /// <summary>Such a fault, with its remedy.</summary>
    public static DatabaseException Explain(SqliteException failure, string path)
    {
        var (fault, text) = failure.SqliteErrorCode switch
        {
            Full => (DatabaseFault.NoSpace, NoSpace(path)),
            // That a journal cannot grow has many names; the disk itself knows.
            DiskError or CannotOpen when IsFull(path) => (DatabaseFault.NoSpace, NoSpace(path)),
            DiskError => (DatabaseFault.Damaged, $"The disk under {path} does not do what it should: {failure.Message} Its system log says more."),
            ReadOnly => (DatabaseFault.ReadOnly, $"{path} can only be read. Mount its file system writable, and give its files to the user that runs the hub."),
            Corrupt or NoDatabase => (DatabaseFault.Damaged, $"{path} is no database, or a damaged one. Restore it from a backup; homes are not in it."),
            CannotOpen => (DatabaseFault.Away, $"{path} cannot be opened. Its folder and files must belong to the user that runs the hub."),
            _ => (DatabaseFault.Away, $"{path} is in use by another program. Wait until that has finished."),
        };
        return new DatabaseException(fault, text, failure);
    }

    private static string NoSpace(string path) => $"There is no space left for the database {path}. Free some; what is in it is not harmed.";

    private static bool IsFull(string path) => new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < LeastFreeBytes;
}
