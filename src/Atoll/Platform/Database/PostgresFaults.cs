using System.Net.Sockets;
using Npgsql;

namespace Atoll.Platform.Database;

/// <summary>What the shared database's refusals mean to an operator.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether it is a fault of the server or of the way to it, not of what was asked.</summary>
    public static bool IsFault(NpgsqlException failure) => failure is PostgresException answer
        ? answer.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction || IsRefusal(answer.SqlState)
        : failure.InnerException is SocketException or IOException or TimeoutException;

    /// <summary>Such a fault, with its remedy.</summary>
    public static DatabaseException Explain(NpgsqlException failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new DatabaseException(
            DatabaseFault.NoSpace, "There is no space left where PostgreSQL keeps its files. Free some there; what is in the database is not harmed.", failure),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new DatabaseException(
            DatabaseFault.ReadOnly, "This PostgreSQL can only be read: it is a standby. Name the primary in the configuration's key database.", failure),
        PostgresException refused => new DatabaseException(
            DatabaseFault.Away, $"PostgreSQL refuses the hub: {refused.MessageText}. Mend that there, or the configuration's key database.", failure),
        _ => new DatabaseException(
            DatabaseFault.Away, $"PostgreSQL does not answer: {failure.Message} Start it, or mend the configuration's key database.", failure),
    };

    // Authorization, unknown database, too many connections, starting up or shutting down.
    private static bool IsRefusal(string state) =>
        state.StartsWith("28", StringComparison.Ordinal) || state.StartsWith("57P0", StringComparison.Ordinal) || state is "3D000" or "53300";
}
