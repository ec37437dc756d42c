using Atoll.Core.Routing;

namespace Atoll.Proxy;

/// <summary>Decides about each request before anything of it reaches a server.</summary>
internal sealed class Gate(TokenChecks tokens, GateCookies cookies, IAccessCheck check, Revocations revocations, TimeProvider time)
{
    private static readonly GateVerdict.Enter Enter = new();

    private static readonly GateVerdict.Refuse NotFound = new(404, "There is nothing here that you may use.");

    private static readonly GateVerdict.Refuse NoCredentials = new(
        403, "Sign in: open this address in a browser, or send an API token of the hub (Authorization: token …).");

    private static readonly GateVerdict.Refuse BadToken = new(
        403, "The hub does not know this token, or it has expired: make a new one on the hub's token page.");

    private static readonly GateVerdict.Refuse ForeignOrigin = new(
        403, "A page of another origin asks for this: use an API token, or have its origin added to the profile's allowed origins.");

    private static readonly GateVerdict.Refuse WideWorker = new(
        403, "A service worker needs a path below this server's prefix: from here it would rule over other servers' pages.");

    public async ValueTask<GateVerdict> AskAsync(HttpContext context, RouteMatch match, CancellationToken cancellationToken)
    {
        var route = match.Route;
        if (Preflight.OriginOf(context.Request) is { } origin)
        {
            return MayCall(context.Request, route, origin) ? new GateVerdict.AllowPreflight(origin) : ForeignOrigin;
        }

        if (IsWideWorker(context.Request, match))
        {
            return WideWorker;
        }

        if (route.CheckAtTarget)
        {
            return new GateVerdict.Pass(new Passage(route.Resource, null, time.GetUtcNow()));
        }

        var token = BearerToken.Read(context.Request);
        return token is null
            ? await ByCookieAsync(context, route, NoCredentials, cancellationToken)
            : await tokens.AskAsync(route.Resource, token, cancellationToken) switch
            {
                (AccessAnswer.Allow, { } passage) => new GateVerdict.Pass(passage, ByToken: true),
                (AccessAnswer.Deny, _) => NotFound,
                _ => await ByCookieAsync(context, route, BadToken, cancellationToken),
            };
    }

    private async ValueTask<GateVerdict> ByCookieAsync(
        HttpContext context, Route route, GateVerdict.Refuse otherwise, CancellationToken cancellationToken)
    {
        if (await TicketAsync(context, route, cancellationToken) is not { } ticket)
        {
            return RequestKind.IsNavigation(context) || (otherwise == NoCredentials && IsScriptsVisit(context, route)) ? Enter : otherwise;
        }

        // A cookie comes along whoever made the browser ask; so what changes things or opens a channel must show where it comes from.
        var harmless = RequestKind.IsRead(context.Request) && !RequestKind.IsUpgrade(context);
        return harmless || ComesFromAllowedPage(context.Request, route)
            ? new GateVerdict.Pass(ticket.ToPassage(), ticket)
            : ForeignOrigin;
    }

    private async ValueTask<GateTicket?> TicketAsync(HttpContext context, Route route, CancellationToken cancellationToken)
    {
        var ticket = cookies.Read(context.Request, route.Resource);
        if (ticket is null || !cookies.IsStale(ticket))
        {
            return ticket;
        }

        var vouched = ticket with { Issued = time.GetUtcNow() };
        return await check.MayStillAsync(route.Resource, ticket.Subject, cancellationToken) && !revocations.IsRevoked(vouched.ToPassage())
            ? vouched
            : null;
    }

    // Scripts sign in by form and go on with cookies, as people do. A browser tells the origin of whatever changes things or opens a channel;
    // where nothing is told there is no page behind it, and a server with its own sign-in has a form token besides.
    private static bool ComesFromAllowedPage(HttpRequest request, Route route)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin)
            ? request.Headers["Sec-Fetch-Site"] == "same-origin" || (route.OwnLogin && origin is null && !RequestKind.SaysFetch(request))
            : MayCall(request, route, origin);
    }

    // Such a server sends them to the hub by itself, unless they ask its API.
    private static bool IsScriptsVisit(HttpContext context, Route route) =>
        route.OwnLogin
        && RequestKind.IsRead(context.Request)
        && !RequestKind.IsUpgrade(context)
        && RequestKind.TakesAnything(context.Request)
        && !RawTarget.HasSegment(RequestTarget.Of(context), "api");

    private static bool MayCall(HttpRequest request, Route route, string origin) =>
        OriginRules.IsOwn(origin, request.Scheme, request.Host.Value) || OriginRules.IsListed(origin, route.AllowedOrigins);

    // "/user/ada" itself, were it a script, could control all of "/user/": browsers take the directory of the script for its widest scope.
    private static bool IsWideWorker(HttpRequest request, RouteMatch match) =>
        request.Headers["Service-Worker"] == "script"
        && RawTarget.Path(RequestTarget.Of(request.HttpContext)).Length <= match.PrefixLength;
}
