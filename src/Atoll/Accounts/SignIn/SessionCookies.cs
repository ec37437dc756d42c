using Atoll.Accounts.Access;

namespace Atoll.Accounts.SignIn;

/// <summary>The two cookies of a session: the secret one for the hub alone, and the public id that servers may read.</summary>
internal static class SessionCookies
{
    /// <summary>The secret one's name.</summary>
    public const string Login = "jupyterhub-hub-login";
    private const string SessionId = "jupyterhub-session-id";

    public static string? Secret(HttpRequest request) => request.Cookies[Login];

    public static void Set(HttpContext context, SessionRow session, string secret)
    {
        context.Response.Cookies.Append(Login, secret, Options(context, context.HubUrl(), session.Expires));
        context.Response.Cookies.Append(SessionId, session.Id, Options(context, context.BaseUrl(), session.Expires));
    }

    public static void Clear(HttpContext context)
    {
        context.Response.Cookies.Delete(Login, Options(context, context.HubUrl(), expires: null));
        context.Response.Cookies.Delete(SessionId, Options(context, context.BaseUrl(), expires: null));
        context.Response.Cookies.Delete(Xsrf.Name, new CookieOptions { Path = context.HubUrl(), Secure = context.Request.IsHttps });
    }

    private static CookieOptions Options(HttpContext context, string path, DateTimeOffset? expires) => new()
    {
        Path = path,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Expires = expires,
    };
}
