using System.Text;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>Bodies: the keys that handlers know with values they do not expect, and what is no JSON at all.</summary>
internal static class OddJson
{
    private static readonly string[] _keys =
    [
        "name", "admin", "usernames", "users", "groups", "auth_state", "last_activity", "servers", "note", "expires_in", "scopes", "roles", "auth", "username", "password", "user_options", "display_name", "remove",
        "environment", "size", "profile", "image", "user", "group", "properties", "url", "info", "display", "command", "cwd", "api_token", "oauth_client_id", "oauth_redirect_uri", "oauth_client_allowed_scopes",
        "oauth_no_confirm", "api_url", "auth_token", "proxy", "code", "id", "port", "Name", "__proto__", "",
    ];

    // What the handlers below a path look for.
    private static readonly (string Part, string[] Keys)[] _known =
    [
        ("/tokens", ["note", "expires_in", "scopes", "roles", "auth"]),
        ("/activity", ["last_activity", "servers"]),
        ("/share", ["user", "group", "scopes", "expires_in"]),
        ("/shutdown", ["proxy", "servers"]),
        ("/proxy", ["api_url", "auth_token", "ip", "port"]),
        ("/server", ["user_options", "display_name", "remove", "environment", "size", "profile", "name"]),
        ("/services", ["name", "admin", "url", "api_token", "info", "display", "command", "oauth_client_id", "oauth_redirect_uri", "oauth_client_allowed_scopes"]),
        ("/groups", ["groups", "users", "name"]),
        ("/users", ["usernames", "admin", "name", "auth_state"]),
    ];

    private static readonly string _deep = new string('[', 3_000) + new string(']', 3_000);

    private static readonly string[] _values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-0", "99999999999999999999999999", "9223372036854775808", "2147483648", "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\udca9\"",
        "\"\u00c3\u00a9\"", "\"../..\"", "\"a/b\"", "\"ready\"", "\"inherit\"", "\"self\"", "\"read:users\"", "\"read:users!user\"", "\"custom:x\"", "\"!user=x\"", "\"a!b!c\"", "\"2026-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"2026-13-45\"", "\"javascript:alert(1)\"", "\"http://\"", "\"service-x\"", "[]", "[null]", "[1]", "[[]]", "[{}]", "[\"\"]", "[\"a/b\"]", "[\"x\",\"x\"]", "[\"\\u0000\"]", "[\"\\ud800\"]", "{}", "{\"\":{}}",
        "{\"\":{\"last_activity\":\"x\"}}", "{\"a\":{\"last_activity\":null}}", "{\"x\":1}", "{\"username\":1,\"password\":[]}", "{\"username\":\"\\ud800\",\"password\":\"\\u0000\"}", "{\"a\\u0000b\":\"\\ud800\"}", _deep, $"\"{new string('n', 10_000)}\"",
    ];

    private static readonly string[] _broken =
    [
        "", " ", "{", "}", "[", "nul", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "{\"a\" 1}", "{a:1}", "\"", "\"\\x\"", "01", "1 2", "{}{}", "NaN", "Infinity", "// x", "/* x */ {}", "\u00ff\u00fe", "\u00ef\u00bb\u00bf{}", "\u00c0\u00af", "{\"a\":\"\u00ff\"}",
        "{\"\u00ff\":1}", "\0", "{\"name\":\"x\",\"name\":\"y\"}", "{\"admin\":true,\"admin\":false}", _deep, string.Concat(Enumerable.Repeat("{\"a\":", 2_000)), "a=b&c=d", "<xml/>", "0", "\"x\"", "true", "null", "[]", "[1,2]",
    ];

    /// <summary>A body for an endpoint at this pattern.</summary>
    public static string Of(Dice dice, string pattern, IReadOnlyList<string> names) => dice.Below(10) switch
    {
        0 or 1 => dice.Pick(_broken),
        2 => dice.Bytes(64),
        _ => Object(dice, _known.FirstOrDefault(known => pattern.Contains(known.Part, StringComparison.Ordinal)).Keys ?? _keys, names),
    };

    /// <summary>A form, or what could be taken for one.</summary>
    public static string Form(Dice dice, IReadOnlyList<string> names) =>
        string.Join('&', Enumerable.Range(0, dice.Below(6)).Select(_ => $"{FormKey(dice)}={(dice.Percent(20) ? dice.Pick(names) : dice.Pick(OddText.Values))}"));

    private static string FormKey(Dice dice) => dice.Percent(15)
        ? dice.Pick(OddText.Values)
        : dice.Pick([.. _keys, "_xsrf", "next", "scopes", "client_id", "client_secret", "grant_type", "redirect_uri", "code_verifier", "_resume", "_resume.x", "profile-option-x--y"]);

    private static string Object(Dice dice, IReadOnlyList<string> known, IReadOnlyList<string> names)
    {
        var body = new StringBuilder("{");
        for (var at = dice.Below(4); at >= 0; at--)
        {
            body.Append('"').Append(dice.Pick(dice.Percent(75) ? known : _keys)).Append("\":").Append(Value(dice, names)).Append(at == 0 ? "" : ",");
        }

        return body.Append('}').ToString();
    }

    private static string Value(Dice dice, IReadOnlyList<string> names) => dice.Below(10) switch
    {
        0 => $"\"{dice.Pick(names)}\"",
        1 => $"[\"{dice.Pick(names)}\",{dice.Pick(_values)}]",
        2 => $"{{\"{dice.Pick(names)}\":{dice.Pick(_values)}}}",
        _ => dice.Pick(_values),
    };
}
