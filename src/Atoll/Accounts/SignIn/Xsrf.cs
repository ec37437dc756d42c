using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Atoll.Accounts.Access;
using Atoll.Platform.Http;
using Atoll.Platform.Secrets;

namespace Atoll.Accounts.SignIn;

/// <summary>
/// The proof that a request comes from one of our pages (or a script that read our cookie). User servers share this origin, so even GETs of the
/// API need it when a cookie authenticates them.
/// </summary>
/// <remarks>
/// Signed in: a signature of the session's id. Before that: a signed random value that must come both as cookie and as argument. Unlike
/// upstream's it does not depend on the client's address, which changes behind proxies.
/// </remarks>
internal sealed class Xsrf(HubSecrets secrets)
{
    /// <summary>Cookie, form field and query argument.</summary>
    public const string Name = "_xsrf";

    private readonly byte[] _key = secrets.Derive("xsrf");

    /// <summary>The token for forms and scripts of this page. Sets the cookie when a person navigates here.</summary>
    public string TokenFor(HttpContext context)
    {
        var cookie = context.Request.Cookies[Name];
        var token = context.Caller().Session is { } session ? OfSession(session.Id)
            : IsAnonymous(cookie) ? cookie!
            : NewAnonymous();
        if (cookie != token && IsNavigation(context.Request))
        {
            SetCookie(context, token);
        }

        return token;
    }

    /// <summary>What is wrong with the request's token, in upstream's words; null when it is good.</summary>
    public async Task<string?> FaultAsync(HttpContext context, string? sessionId)
    {
        var method = context.Request.Method;
        var shown = await ShownAsync(context.Request);
        if (string.IsNullOrEmpty(shown))
        {
            return $"'_xsrf' argument missing from {method}";
        }

        var isGood = sessionId is null
            ? IsAnonymous(shown) && Same(shown, context.Request.Cookies[Name] ?? "")
            : Same(shown, OfSession(sessionId));
        return isGood ? null : $"XSRF cookie does not match {method} argument";
    }

    /// <summary>A page that is only looked at: navigation, a client that is no browser, or an image or the like of our own page.</summary>
    public static bool IsPlainVisit(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        && (IsNavigation(request)
            || (Mode(request) == "no-cors" && request.Headers["Sec-Fetch-Site"] == "same-origin"));

    /// <summary>Whether the browser's user went there (or the client is no browser).</summary>
    public static bool IsNavigation(HttpRequest request) => Mode(request) is "" or "navigate";

    private static string Mode(HttpRequest request) => request.Headers["Sec-Fetch-Mode"].ToString();

    // A form that is sent again may have an old one in its address: the form's own counts, then the address's, then the header's.
    private static async Task<string?> ShownAsync(HttpRequest request)
    {
        var form = await request.FieldsAsync(request.HttpContext.RequestAborted);
        string?[] shown = [form[Name].LastOrDefault(), request.Query[Name].LastOrDefault(), request.Headers["X-XSRFToken"], request.Headers["X-CSRFToken"]];
        return shown.FirstOrDefault(text => !string.IsNullOrEmpty(text));
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    // Scripts read it, so it is not HttpOnly. A server's own cookie of this name has the server's path.
    private static void SetCookie(HttpContext context, string token) =>
        context.Response.Cookies.Append(Name, token, new CookieOptions
        {
            Path = context.HubUrl(),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });

    private string OfSession(string sessionId) => Sign($"session:{sessionId}");

    private string NewAnonymous()
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        return $"{nonce}.{Sign($"anonymous:{nonce}")}";
    }

    private bool IsAnonymous(string? token) =>
        token?.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && Same(token[(dot + 1)..], Sign($"anonymous:{token[..dot]}"));

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
