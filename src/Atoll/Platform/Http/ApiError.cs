using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Atoll.Platform.Http;

/// <summary>
/// An API refusal: <c>{"status": int, "message": string}</c> (jupyterhub.md 1.1). Clients match the texts, so they are kept word for word.
/// </summary>
internal sealed record ApiError(int Status, string Message) : IResult
{
    public const string MissingCredentials = "Missing or invalid credentials.";
    public const string NotFoundOrHidden = "No access to resources or resources not found";
    public const string BadJson = "Invalid JSON in body of request";

    /// <summary>With the status's own phrase, when nothing better is known.</summary>
    public ApiError(int status)
        : this(status, ReasonPhrases.GetReasonPhrase(status))
    {
    }

    /// <summary>403: the caller has none of the scopes that this needs.</summary>
    public static ApiError MissingScopes(params string[] anyOf) =>
        new(StatusCodes.Status403Forbidden,
            $"Action is not authorized with current scopes; requires any of [{string.Join(", ", anyOf)}]");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        // Exactly this, without a charset: some clients compare it.
        httpContext.Response.ContentType = "application/json";
        var body = JsonSerializer.SerializeToUtf8Bytes(new ErrorBody(Status, Message), PlatformJson.Default.ErrorBody);
        httpContext.Response.ContentLength = body.Length;
        return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
