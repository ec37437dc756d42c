using System.Text.Json.Nodes;
using Atoll.Accounts.Api;
using Atoll.Client.Json;
using Atoll.Core.Lifecycles;
using Atoll.Platform.Http;
using Atoll.Proxy;
using Atoll.Servers;

namespace Atoll.Hub.Api;

/// <summary>GET, POST and PATCH <c>/proxy</c>: the routing table as JupyterHub shows it (jupyterhub.md 1.2 Hub).</summary>
internal sealed class ProxyRoutes(RouteRegistry registry, ServerStore store, ServerRoutes routes, HubAddresses addresses)
{
    public const string Scope = "proxy";

    /// <summary>The table, by routespec.</summary>
    public static async Task<IResult> ShowAsync(HttpContext http, ProxyRoutes handler, CancellationToken cancellationToken)
    {
        var (paging, fault) = Paging.Of(http.Request);
        return paging is null ? fault! : await handler.TableAsync(http, paging, cancellationToken);
    }

    /// <summary>Makes the table what the rows say: it is kept so anyway.</summary>
    public static async Task<IResult> SyncAsync(ProxyRoutes handler, CancellationToken cancellationToken)
    {
        await handler.MendAsync(cancellationToken);
        return Results.Ok();
    }

    /// <summary>
    /// Tells the hub of another proxy. This hub's proxy is a part of it and cannot be another: a request that names one is refused rather than
    /// answered as if it had been done; any other one syncs.
    /// </summary>
    public static async Task<IResult> ChangeAsync(HttpContext http, ProxyRoutes handler, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength is null or 0 && !http.Request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return Bad("need JSON body");
        }

        var (node, fault) = await AnyJson.ReadAsync(http.Request, cancellationToken);
        if (fault is not null || node is not JsonObject body)
        {
            return Bad("Request body must be JSON dict");
        }

        return body.ContainsKey("api_url") || body.ContainsKey("auth_token")
            ? Bad("This hub's proxy is a part of it; there is no other to send its routes to.")
            : await SyncAsync(handler, cancellationToken);
    }

    private static ApiError Bad(string message) => new(StatusCodes.Status400BadRequest, message);

    private async Task<IResult> TableAsync(HttpContext http, Paging paging, CancellationToken cancellationToken)
    {
        var servers = (await store.ActiveAsync(cancellationToken)).ToDictionary(row => row.Key);
        var all = registry.Current.ToRoutes().Select(route => (Spec: route.Prefix, Model: ModelOf(route, servers.GetValueOrDefault(route.Resource))))
            .Append((Spec: "/", Model: Model("/", new Uri(addresses.ApiUrl).GetLeftPart(UriPartial.Authority), new JsonObject { ["hub"] = true })))
            .OrderBy(one => one.Spec, StringComparer.Ordinal)
            .ToList();
        var page = all.Skip((int)Math.Min(paging.Offset, int.MaxValue)).Take(paging.Limit);
        return paging.Answer(
            http.Request, new JsonObject(page.Select(one => KeyValuePair.Create(one.Spec, (JsonNode?)one.Model))), all.Count);
    }

    private static JsonObject ModelOf(Route route, ServerRow? server) => Model(
        route.Prefix,
        route.Target.GetLeftPart(UriPartial.Authority),
        server is null ? [] : new JsonObject
        {
            ["user"] = server.UserName,
            ["server_name"] = server.Name,
            ["last_activity"] = server.LastActivity is { } at ? HubTimeConverter.Format(at) : null,
        });

    private static JsonObject Model(string spec, string target, JsonObject data)
    {
        data["jupyterhub"] = true;
        return new JsonObject { ["routespec"] = spec, ["target"] = target, ["data"] = data };
    }

    private async Task MendAsync(CancellationToken cancellationToken)
    {
        foreach (var row in (await store.ActiveAsync(cancellationToken)).Where(row => row.Phase is ServerPhase.Ready))
        {
            routes.Publish(row);
        }

        foreach (var route in registry.Current.ToRoutes())
        {
            // Not those of a start under way: it publishes its route just before it is ready.
            if (ServerNames.TryParseKey(route.Resource, out var id) && (await store.GetAsync(id, cancellationToken))?.State.IsActive != true)
            {
                registry.Withdraw(route.Prefix, route.Generation);
            }
        }
    }
}
