using Atoll.Accounts.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Atoll.Tests.Contract;

/// <summary>One method at one path of the hub, as it is mapped.</summary>
/// <param name="Method">Upper case; <c>*</c> for any.</param>
/// <param name="Pattern">With parameters in braces.</param>
/// <param name="Rule">Who may call it; null for what is the same for everybody.</param>
internal sealed record HubEndpoint(string Method, string Pattern, AccessRule? Rule)
{
    public bool IsApi => Pattern.StartsWith("/hub/api", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>What the hub has, asked of the application itself: a list that is kept by hand would miss the endpoint that matters.</summary>
internal static class HubEndpoints
{
    public static IReadOnlyList<HubEndpoint> Of(WebApplication app) =>
    [
        .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
           orderby endpoint.RoutePattern.RawText, method
           select new HubEndpoint(method, endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<AccessRule>()),
    ];
}
