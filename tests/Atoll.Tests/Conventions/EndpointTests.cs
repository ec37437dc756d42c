using Atoll.Accounts.Access;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Atoll.Tests.Conventions;

/// <summary>Who may call what is said at each endpoint; what anybody may call is said here as well.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private static readonly string[] OpenToAnybody =
    [
        // How one becomes somebody, and how one stops.
        "GET /hub/login",
        "POST /hub/login",
        "GET /hub/logout",
        "POST /hub/api/oauth2/token", // the client's own secret is in the body
        "POST /hub/api/users/{name}/tokens", // a name and password may be in the body
        // What a monitor and a client's first look need.
        "GET /hub/api/",
        "GET /hub/api/health",
        "GET /hub/health",
        // With the scope read:metrics, unless the operator wants them open.
        "GET /hub/api/metrics",
        "GET /hub/metrics",
        // Says where to ask instead.
        "POST /hub/api/authorizations/token",
        // The page alone, for a proxy in front that has none.
        "GET /hub/error/{code:int}",
        // 404, 424 or a redirect: nothing behind them.
        "* /hub/api/{**path}",
        "* /hub/{**path}",
        "GET /{**path}",
        "GET /hub/user/{user}/{**path}",
        "POST,PUT,PATCH,DELETE /hub/user/{user}/{**path}",
        "POST,PUT,PATCH,DELETE /user/{user}/{**path}",
        // On the command line's socket alone; its file mode is the check.
        "POST /_command/down",
        "POST /_command/environments/list",
        "POST /_command/environments/remove",
        "POST /_command/environments/rollback",
        "POST /_command/environments/update",
        "POST /_command/tokens/create",
        "POST /_command/users/add",
        "POST /_command/users/list",
    ];

    // The same for everybody, so nobody is looked up for them.
    private static readonly string[] SameForEverybody =
    [
        "GET /hub/static/{**name}",
        "GET /hub/logo",
        "POST /hub/security/csp-report",
    ];

    private readonly HubOnPaper _hub = new();

    private IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)_hub.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        var silent = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>() is null).Select(NameOf);
        Assert.Equal(SameForEverybody.Order(StringComparer.Ordinal), silent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Anybody_may_call_these_and_no_others()
    {
        var open = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>() is { NeedsCaller: false }).Select(NameOf);
        Assert.Equal(OpenToAnybody.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private static string NameOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"];
        return $"{string.Join(',', methods)} {endpoint.RoutePattern.RawText}";
    }
}
