using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Atoll.Platform.Http;

/// <summary>
/// Paths of the hub are written one way (as JupyterHub's): the framework's routing would take <c>/HUB/API</c> for <c>/hub/api</c>, and
/// whatever judges a request by its path would judge another one than is answered. Below <c>/hub/api</c> a slash at the end counts too: there it
/// stands for an empty name.
/// </summary>
internal sealed class ExactPaths : MatcherPolicy, IEndpointSelectorPolicy
{
    private const string Api = "/hub/api/";

    /// <inheritdoc/>
    public override int Order => int.MinValue;

    /// <inheritdoc/>
    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

    /// <inheritdoc/>
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var path = httpContext.Request.Path.Value.AsSpan();
        for (var at = 0; at < candidates.Count; at++)
        {
            if (candidates.IsValidCandidate(at) && candidates[at].Endpoint is RouteEndpoint endpoint && !IsWrittenAs(path, endpoint))
            {
                candidates.SetValidity(at, false);
            }
        }

        return Task.CompletedTask;
    }

    // The path fits the pattern but for case and a slash at its end.
    private static bool IsWrittenAs(ReadOnlySpan<char> path, RouteEndpoint endpoint) =>
        EndsAs(path, endpoint) && IsSpelledAs(path, endpoint.RoutePattern);

    private static bool EndsAs(ReadOnlySpan<char> path, RouteEndpoint endpoint) =>
        !path.StartsWith(Api, StringComparison.Ordinal) || !path.EndsWith("/", StringComparison.Ordinal) || path.Length == Api.Length
        || endpoint.RoutePattern.PathSegments[^1].Parts[^1] is RoutePatternParameterPart { IsOptional: true } or RoutePatternParameterPart { IsCatchAll: true }
        || endpoint.Metadata.GetMetadata<EmptyNameAtEnd>() is not null;

    private static bool IsSpelledAs(ReadOnlySpan<char> path, RoutePattern pattern)
    {
        foreach (var segment in pattern.PathSegments)
        {
            path = path.TrimStart('/');
            var end = path.IndexOf('/');
            var here = end < 0 ? path : path[..end];
            if (segment.Parts is [RoutePatternLiteralPart literal] && !here.SequenceEqual(literal.Content))
            {
                return false;
            }

            path = path[here.Length..];
        }

        return true;
    }
}
