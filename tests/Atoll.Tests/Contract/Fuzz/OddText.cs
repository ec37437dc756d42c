namespace Atoll.Tests.Contract.Fuzz;

/// <summary>Texts that programs stumble over. In requests each character is one byte, so what is not ASCII is written as the bytes it has.</summary>
internal static class OddText
{
    private static readonly string _long = new('a', 10_000);

    /// <summary>One segment of a path, encoded or wrongly so.</summary>
    public static IReadOnlyList<string> Segments { get; } =
    [
        "%2F", "%2f%2F", "a%2Fb", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "..", ".", "%00", "a%00b", "%01", "%0d%0aX-Odd:%201", "%0a", "%09", "%20", "%7f",
        "%ff", "%fe%ff", "%c0%af", "%c0%80", "%e0%80%af", "%ed%a0%80", "%f4%90%80%80", "%e2%98", "%E2%98%83", "%F0%9F%92%A9", "%C3%9F", "%C4%B0", "%E2%80%AE",
        "a%CC%81", "%EF%BB%BF", "%", "%2", "%zz", "%25%32%46", "%u0041", "\u00ff", "\u00e9", "\u00c3\u00a9", "-1", "0", "00", "1e9", "0x10", "NaN", "2147483648",
        "9223372036854775807", "99999999999999999999999", "-9223372036854775809", "a1", "a0", "a-1", "a99999999999999999999", "a%201", "sc_1", "sc_99999999999999999999",
        "null", "undefined", "true", "self", "user", "users", "@", "~", "a@b.c", "%40", ";", "a;b=c", "a,b", "a+b", "a&b", "a=b", "{name}", "%7B%7D", "$(id)", "'", "%27%20OR%201=1--",
        "%22", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "__proto__", "CON", "hub", "api", "lab", "_atoll", "!", "*", "A", "ADA", "%5c", "%5C%5C", "%3F", "%23", _long, string.Concat(Enumerable.Repeat("%41", 3_000)),
        string.Concat(Enumerable.Repeat("%F0%9F%92%A9", 600)), "%E2%80%8B", "%F3%A0%80%81",
    ];

    /// <summary>A value in a query or a form, ready to be sent.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        .. Segments, "", "+", "++", "&", "=", "==", "%26", "%3D", "/", "//", "///evil.example", "/%5Cevil.example", "/%09/evil.example", "https://evil.example/", "javascript:alert(1)",
        "data:text/html,x", "/hub/login?next=/hub/login?next=", "/user/", "/hub/../../x", "-5", "1.5", "1,5", "%2B1", "0200", "ready", "active", "-name", "id", "--name", "desc",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999-14:00", "[]", "{}", "[1,", "a%20b%20c", "read:users%21user=x", "%21", "code", "S256", "ws", "%0D%0A%0D%0A",
    ];

    /// <summary>Values of headers.</summary>
    public static IReadOnlyList<string> Headers { get; } =
    [
        "", ",", ";", ";;,;", "\u00ff\u00fe", "a\tb", "=", "\"", "\"unclosed", "*/*;q=nan", "text/html;q=2", "application/jupyterhub-pagination+json", "application/json, application/jupyterhub-pagination+json",
        "application/*", "/", "text", "a/b/c", "*/*", "json", "bytes=0-", "-1", "%00", "https://evil.example", "null", "file://", "http://[::1", "navigate", "cors", "no-cors", "websocket", "same-origin", "cross-site",
        "Thu, 01 Jan 1970 00:00:00 GMT", "W/\"x\"", new string('z', 9_000), string.Join(',', Enumerable.Repeat("text/html;q=0.1", 300)),
    ];

    /// <summary>Cookies, names and all.</summary>
    public static IReadOnlyList<string> Cookies { get; } =
    [
        "", ";", "=", "jupyterhub-hub-login=", "jupyterhub-hub-login=%ff%00", "jupyterhub-hub-login=\u00ff\u00fe", "jupyterhub-session-id=../../x", "_xsrf=", "_xsrf=.", "_xsrf=a.b", "_xsrf=a.b; _xsrf=c.d",
        "jupyterhub-hub-login=x; jupyterhub-hub-login=y", "__Host-x=1; =2; 3", "jupyterhub-user-a=\"unclosed", "$Version=1; $Path=/", $"jupyterhub-hub-login={_long}", string.Join("; ", Enumerable.Range(0, 400).Select(at => $"c{at}={at}")),
    ];

    /// <summary>What stands in the Authorization header of those who have no token.</summary>
    public static IReadOnlyList<string> Credentials { get; } =
        ["token", "token ", "Bearer", "bearer \u00ff\u00fe", "Basic YTpi", "Basic !!!", "Basic Og==", "token a b c", "Token x,y", "Digest username=\"a\"", "x", $"token {_long}", "token %00"];

    /// <summary>Bodies in chunks, of which one is as it should be. None leaves the reader waiting for more.</summary>
    public static IReadOnlyList<string> Chunks { get; } =
        ["2\r\n{}\r\n0\r\n\r\n", "zz\r\n", "-1\r\n\r\n", "FFFFFFFFFFFFFFFFFF\r\n", ";\r\n", "2\r\n{}XX\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n"];

    public static IReadOnlyList<string> Methods { get; } =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "get", "GETT", "X-ODD", "TRACE"];

    public static IReadOnlyList<string> ContentTypes { get; } =
    [
        "application/json", "application/json; charset=utf-16", "application/json; charset=nonsense", "text/plain", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "multipart/form-data; boundary=\"\"", "text/html", "", "json", "/", "application/json, text/html", ";",
    ];
}
