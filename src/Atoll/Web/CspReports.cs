namespace Atoll.Web;

/// <summary>Where browsers report what the content security policy stopped: a hint for operators, trusted by nobody.</summary>
internal static partial class CspReports
{
    private const int MaxBytes = 2048;

    /// <summary>Writes the beginning of one report to the log, control characters removed.</summary>
    public static async Task<IResult> Receive(HttpRequest request, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes];
        var length = await request.Body.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellationToken);
        var text = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
        Log.Reported(loggers.CreateLogger(typeof(CspReports)), string.Concat(text.Where(c => !char.IsControl(c))));
        return TypedResults.NoContent();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A browser reports a content security policy violation: {Report}")]
        public static partial void Reported(ILogger logger, string report);
    }
}
