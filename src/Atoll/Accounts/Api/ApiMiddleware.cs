using Atoll.Accounts.Access;
using Atoll.Platform.Database;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Api;

/// <summary>
/// What holds for everything below <c>/hub/api</c>: headers, preflights, and JSON for every answer that no handler gave (unknown path, wrong
/// method, exception). It must run after routing.
/// </summary>
internal sealed partial class ApiMiddleware(RequestDelegate next, ILogger<ApiMiddleware> logger)
{
    private const string NoSpace = "There is no space left on the hub's disk: nothing was changed. Ask again when its operators have made room.";
    private const string Away = "The hub's database cannot be used just now: nothing was changed. Ask again in a moment.";

    public async Task InvokeAsync(HttpContext context)
    {
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>()?.IsPage == true;
        if (isPage || !context.Request.Path.StartsWithSegments("/hub/api", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        context.Response.OnStarting(SetHeaders, context);
        BodyLimit.Set(context);
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            await AnswerAsync(context);
        }
    }

    private static ApiError Refusal(BadHttpRequestException refused) => refused.StatusCode is StatusCodes.Status413PayloadTooLarge
        ? new ApiError(refused.StatusCode, $"The body is larger than {BodyLimit.Most >> 20} MB, which is more than anything here needs.")
        : new ApiError(refused.StatusCode);

    private static Task SetHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = $"frame-ancestors 'none'; report-uri {context.HubUrl()}security/csp-report; default-src 'none'";
        headers.AccessControlAllowHeaders = "accept, content-type, authorization";
        return Task.CompletedTask;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await Refusal(refused).ExecuteAsync(context);
        }
        catch (IOException broken) when (FailureStatus.IsBadChunk(broken) && !context.Response.HasStarted)
        {
            await new ApiError(FailureStatus.Of(broken)).ExecuteAsync(context);
        }
        catch (DatabaseException fault) when (!context.Response.HasStarted)
        {
            Log.DatabaseRefused(logger, context.Request.Method, context.Request.Path, fault.Message);
            context.Response.Clear();
            await new ApiError(FailureStatus.Of(fault), fault.Fault is DatabaseFault.NoSpace ? NoSpace : Away).ExecuteAsync(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Log.RequestFailed(logger, context.Request.Method, context.Request.Path, failure);
            context.Response.Clear();
            await new ApiError(StatusCodes.Status500InternalServerError).ExecuteAsync(context);
        }

        var response = context.Response;
        if (!response.HasStarted && response.StatusCode >= StatusCodes.Status400BadRequest && response.ContentType is null)
        {
            await new ApiError(response.StatusCode).ExecuteAsync(context);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
        public static partial void RequestFailed(ILogger logger, string method, string path, Exception failure);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Path} was refused: {Fault}")]
        public static partial void DatabaseRefused(ILogger logger, string method, string path, string fault);
    }
}
