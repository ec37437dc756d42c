using Atoll.Platform.Database;

namespace Atoll.Platform.Http;

/// <summary>The status of what no handler foresaw.</summary>
internal static class FailureStatus
{
    public static int Of(Exception failure) => failure switch
    {
        BadHttpRequestException refused => refused.StatusCode,
        DatabaseException { Fault: DatabaseFault.NoSpace } => StatusCodes.Status507InsufficientStorage,
        DatabaseException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
