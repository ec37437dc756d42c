using Atoll.Accounts.Access;
using Atoll.Platform.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace Atoll.Accounts.Api;

/// <summary>
/// What is asked below <c>/hub/</c> and no handler took: 404, or 405 when the path is right and the method is not. The hub's fallbacks match
/// every method, so routing alone would never find out.
/// </summary>
internal sealed class UnknownPaths(EndpointDataSource endpoints)
{
    public const string Prefix = "/hub/api";

    private readonly Lazy<IReadOnlyList<(TemplateMatcher Matcher, IReadOnlyList<string> Methods)>> _known = new(() => Known(endpoints));

    /// <summary>Below the API: JSON.</summary>
    public static IResult Handle(HttpContext http, UnknownPaths unknown) => new ApiError(unknown.StatusOf(http));

    /// <summary>Anywhere else: a page.</summary>
    public static IResult HandlePage(HttpContext http, UnknownPaths unknown, PageContexts pages) => pages.Error(http, unknown.StatusOf(http));

    private int StatusOf(HttpContext http)
    {
        var methods = MethodsAt(http.Request.Path);
        if (methods.Count == 0 || methods.Contains(http.Request.Method, StringComparer.Ordinal))
        {
            return StatusCodes.Status404NotFound;
        }

        http.Response.Headers.Allow = string.Join(", ", methods);
        return StatusCodes.Status405MethodNotAllowed;
    }

    private IReadOnlyList<string> MethodsAt(PathString path) =>
        [.. _known.Value.Where(known => known.Matcher.TryMatch(path, [])).SelectMany(known => known.Methods).Distinct()];

    private static IReadOnlyList<(TemplateMatcher, IReadOnlyList<string>)> Known(EndpointDataSource endpoints) =>
    [
        .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
           let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
           where methods is { Count: > 0 } && endpoint.RoutePattern.RawText?.StartsWith("/hub/", StringComparison.Ordinal) == true
           select (new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []), methods),
    ];
}
