using Atoll.Accounts.Access;
using Atoll.Platform.Database;
using Atoll.Platform.Http;

namespace Atoll;

/// <summary>The last net: a failure that no handler foresaw is logged once and shown as a page that says what to do next.</summary>
internal sealed partial class PageErrors(RequestDelegate next, PageContexts pages, ILogger<PageErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await pages.Error(context, refused.StatusCode).ExecuteAsync(context);
        }
        catch (IOException broken) when (FailureStatus.IsBadChunk(broken) && !context.Response.HasStarted)
        {
            await pages.Error(context, FailureStatus.Of(broken)).ExecuteAsync(context);
        }
        catch (DatabaseException fault) when (!context.Response.HasStarted)
        {
            Log.DatabaseRefused(logger, context.Request.Method, context.Request.Path, fault.Message);
            context.Response.Clear();
            await pages.Error(context, FailureStatus.Of(fault)).ExecuteAsync(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Log.RequestFailed(logger, context.Request.Method, context.Request.Path, context.TraceIdentifier, failure);
            context.Response.Clear();
            await pages.Error(context, StatusCodes.Status500InternalServerError).ExecuteAsync(context);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed ({TraceId})")]
        public static partial void RequestFailed(ILogger logger, string method, string path, string traceId, Exception failure);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Path} was refused: {Fault}")]
        public static partial void DatabaseRefused(ILogger logger, string method, string path, string fault);
    }
}
