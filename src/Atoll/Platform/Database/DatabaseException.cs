namespace Atoll.Platform.Database;

/// <summary>The database cannot be used. The message is for the operator; people read what their page says about the fault.</summary>
internal sealed class DatabaseException(DatabaseFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public DatabaseFault Fault { get; } = fault;
}

/// <summary>What is the matter with the database.</summary>
internal enum DatabaseFault
{
    /// <summary>It does not answer, or refuses who asks.</summary>
    Away,

    /// <summary>The disk is full: what is there can be read, nothing can be written.</summary>
    NoSpace,

    /// <summary>It can only be read.</summary>
    ReadOnly,

    /// <summary>What lies there is no database, or a broken one.</summary>
    Damaged,
}
