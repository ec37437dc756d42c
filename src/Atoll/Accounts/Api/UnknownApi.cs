using Atoll.Platform.Http;
using Microsoft.AspNetCore.Routing.Template;

namespace Atoll.Accounts.Api;

/// <summary>
/// What is asked below <c>/hub/api</c> and no handler took: JSON 404, or 405 when the path is right and the method is not. The hub's other
/// fallbacks match every method, so routing alone would never find out.
/// </summary>
internal sealed class UnknownApi(EndpointDataSource endpoints)
{
    public const string Prefix = "/hub/api";

    private readonly Lazy<IReadOnlyList<(TemplateMatcher Matcher, IReadOnlyList<string> Methods)>> _known = new(() => Known(endpoints));

    public static IResult Handle(HttpContext http, UnknownApi unknown)
    {
        var methods = unknown.MethodsAt(http.Request.Path);
        if (methods.Count == 0)
        {
            return new ApiError(StatusCodes.Status404NotFound);
        }

        http.Response.Headers.Allow = string.Join(", ", methods);
        return new ApiError(StatusCodes.Status405MethodNotAllowed);
    }

    private IReadOnlyList<string> MethodsAt(PathString path) =>
        [.. _known.Value.Where(known => known.Matcher.TryMatch(path, [])).SelectMany(known => known.Methods).Distinct()];

    private static IReadOnlyList<(TemplateMatcher, IReadOnlyList<string>)> Known(EndpointDataSource endpoints) =>
    [
        .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
           let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
           where methods is { Count: > 0 } && endpoint.RoutePattern.RawText?.StartsWith(Prefix, StringComparison.Ordinal) == true
           select (new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []), methods),
    ];
}
