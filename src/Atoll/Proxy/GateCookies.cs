namespace Atoll.Proxy;

/// <summary>Sets, reads and renews the cookie that opens one route to one session's browser.</summary>
internal sealed class GateCookies(ProxyOptions options, Revocations revocations, TimeProvider time)
{
    private readonly TicketSeal _seal = new(options.GateKey);

    /// <summary>Lets this browser in: called where the hub, having checked everything, redirects to the route.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="route">What it opens.</param>
    /// <param name="subject">Who comes in.</param>
    /// <param name="sessionEnds">No renewal leads past it.</param>
    /// <param name="isGuest">It is somebody else's: see <see cref="GateTicket.IsGuest"/>.</param>
    public void Issue(HttpContext context, Route route, Subject subject, DateTimeOffset sessionEnds, bool isGuest = false) =>
        Issue(context, route.Prefix, route.Resource, subject, sessionEnds, isGuest);

    /// <inheritdoc cref="Issue(HttpContext, Route, Subject, DateTimeOffset, bool)"/>
    public void Issue(HttpContext context, string prefix, string resource, Subject subject, DateTimeOffset sessionEnds, bool isGuest = false)
    {
        var now = time.GetUtcNow();
        Set(context, prefix, new GateTicket
        {
            Resource = resource,
            Subject = subject,
            Issued = now,
            Renewed = now,
            SessionEnds = sessionEnds,
            IsGuest = isGuest,
        });
    }

    /// <summary>The request's ticket for this resource, the newest if there are several, or null. It may be stale.</summary>
    /// <remarks>
    /// Pages of other servers on the same host can plant cookies of this name under this path; so every value is tried, and only a good one counts.
    /// </remarks>
    public GateTicket? Read(HttpRequest request, string resource)
    {
        GateTicket? newest = null;
        foreach (var header in request.Headers.Cookie)
        {
            foreach (var range in header.AsSpan().Split(';'))
            {
                if (CookieHeader.TryGetValue(header.AsSpan()[range], OwnCookies.Gate, out var value)
                    && _seal.TryRead(value, out var ticket)
                    && IsGood(ticket, resource)
                    && !(newest?.Renewed > ticket.Renewed))
                {
                    newest = ticket;
                }
            }
        }

        return newest;
    }

    /// <summary>Whether a ticket is too old to count without the hub: revocations from its time may be forgotten here.</summary>
    public bool IsStale(GateTicket ticket) => time.GetUtcNow() >= ticket.Renewed + options.CookieLifetime;

    /// <summary>Sets the cookie anew when it is due: a guest's only when the hub has just vouched for them. Call before the response starts.</summary>
    public void Renew(HttpContext context, Route route, GateTicket ticket)
    {
        var now = time.GetUtcNow();
        if (now - ticket.Renewed > options.RenewAfter && !(ticket.IsGuest && now - ticket.Issued > options.RenewAfter))
        {
            Set(context, route.Prefix, ticket with { Renewed = now });
        }
    }

    private bool IsGood(GateTicket ticket, string resource) =>
        ticket.Resource == resource && time.GetUtcNow() < ticket.SessionEnds && !revocations.IsRevoked(ticket.ToPassage());

    // Without the slash at the end, so that the browser sends it with "/user/ada" too; it still never matches "/user/adam".
    private void Set(HttpContext context, string prefix, GateTicket ticket) =>
        context.Response.Cookies.Append(OwnCookies.Gate, _seal.Write(ticket), new CookieOptions
        {
            Path = prefix.Length > 1 ? prefix.TrimEnd('/') : "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
}
