using Atoll.Accounts.SignIn;

namespace Atoll.Accounts.Access;

/// <summary>What handlers ask of a request.</summary>
internal static class HubContext
{
    /// <summary>Who sent this request; <see cref="Caller.Anonymous"/> before the rule of the endpoint was looked at.</summary>
    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? Access.Caller.Anonymous;

    /// <summary>The hub's base, with slashes at both ends: <c>/</c> unless the hub lives below a path.</summary>
    public static string BaseUrl(this HttpContext context) => $"{context.Request.PathBase}/";

    /// <summary>The hub's own prefix: <c>/hub/</c>.</summary>
    public static string HubUrl(this HttpContext context) => $"{context.Request.PathBase}/hub/";

    /// <summary>Where the person was heading (<c>?next=</c>), if that is on this host; null otherwise.</summary>
    public static string? Next(this HttpContext context) =>
        NextUrl.Check(context.Request.Query["next"], context.Request.Host.Value ?? "");
}
