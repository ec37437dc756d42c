using System.Globalization;
using Atoll.Platform.Http;

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

/// <summary>Refusals as answers of the API.</summary>
internal static class StartRefusals
{
    public static ApiError ToApi(this StartRefusal refusal) => new(refusal.Status, refusal.ForApi);

    /// <summary>The same, with the time to ask again.</summary>
    public static IResult ToAnswer(this StartRefusal refusal) => new StartRefused(refusal, refusal.ToApi());
}
