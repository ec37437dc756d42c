using Atoll.Platform.Database;

namespace Atoll.Platform.Http;

/// <summary>The status of what no handler foresaw.</summary>
internal static class FailureStatus
{
    /// <summary>
    /// The web server says what is wrong with a request by <see cref="BadHttpRequestException"/>, but for a chunk with a size that no number
    /// holds.
    /// </summary>
    public static bool IsBadChunk(Exception failure) => failure is IOException { InnerException: OverflowException };

    public static int Of(Exception failure) => failure switch
    {
        BadHttpRequestException refused => refused.StatusCode,
        DatabaseException { Fault: DatabaseFault.NoSpace } => StatusCodes.Status507InsufficientStorage,
        DatabaseException => StatusCodes.Status503ServiceUnavailable,
        _ when IsBadChunk(failure) => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
