using Atoll.Core.Routing;
using Atoll.Proxy.Forwarding;

namespace Atoll.Proxy;

/// <summary>One request's way: look up its route, ask the gate, forward. Requests without a route go on to the hub's own pages.</summary>
internal sealed class ProxyMiddleware(
    RequestDelegate next, RouteRegistry routes, Gate gate, Revocations revocations, LiveRequests live, Forwarder forwarder, ProxyOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var target = RequestTarget.Of(context);
        if (routes.Current.Find(RawTarget.Path(target)) is not { } match)
        {
            await next(context);
            return;
        }

        switch (await gate.AskAsync(context, match, context.RequestAborted))
        {
            case GateVerdict.Pass pass:
                await PassAsync(context, match.Route, pass);
                break;
            case GateVerdict.Enter:
                SendToHub(context, RequestTarget.Canonical(target, match));
                break;
            case GateVerdict.AllowPreflight preflight:
                Preflight.Allow(context, preflight.Origin);
                break;
            case GateVerdict.Refuse refuse:
                await Refusal.WriteAsync(context, refuse.Status, refuse.Message);
                break;
        }
    }

    private async Task PassAsync(HttpContext context, Route route, GateVerdict.Pass pass)
    {
        using var request = live.Open(context, pass.Passage);
        // Asked again now that the request is listed: a revocation between the gate and here would have found nothing to close.
        if (revocations.IsRevoked(pass.Passage))
        {
            request.Abort();
            return;
        }

        var outcome = await forwarder.SendAsync(context, route, pass);
        if (outcome is ForwardOutcome.Unreachable or ForwardOutcome.TimedOut && !context.Response.HasStarted)
        {
            await ExplainAsync(context, outcome);
        }
    }

    private void SendToHub(HttpContext context, string target)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect($"{options.EnterPath}?next={Uri.EscapeDataString(target)}");
    }

    private Task ExplainAsync(HttpContext context, ForwardOutcome outcome)
    {
        var (status, message) = outcome is ForwardOutcome.TimedOut
            ? (StatusCodes.Status504GatewayTimeout, "The server does not answer: try again, or restart it from the hub.")
            : (StatusCodes.Status503ServiceUnavailable, "The server cannot be reached: it may have stopped. Start it again from the hub.");
        context.Response.StatusCode = status;
        return options.ErrorPage is { } page && RequestKind.IsNavigation(context)
            ? page(context, status)
            : Refusal.WriteAsync(context, status, message);
    }
}
