using System.Globalization;

namespace Atoll.Servers;

/// <summary>An answer that says when to ask again, where that can be told.</summary>
internal sealed class StartRefused(StartRefusal refusal, IResult answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (refusal.RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return answer.ExecuteAsync(httpContext);
    }
}
