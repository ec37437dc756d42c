using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atoll.Differential.Hubs;

namespace Atoll.Differential.Answers;

/// <summary>Makes two answers comparable: what is bound to differ (hosts, ids, times, secrets, versions) is replaced by what it is.</summary>
internal sealed partial class Plain(Side side)
{
    /// <summary>What JupyterHub gives as its database happens to: the order means nothing to anybody.</summary>
    private static readonly string[] Unordered = ["roles", "groups", "users", "api_tokens"];

    private static readonly string[] Secrets = ["token", "code", "access_token", "session_id"];

    /// <summary>Who runs, in <c>GET /</c> and <c>GET /info</c>.</summary>
    private static readonly string[] Products = ["version", "python", "sys_executable", "class"];

    public string Text(string text)
    {
        var plain = text.Replace($"{side.Url.Scheme}://{side.Url.Authority}", "http://hub", StringComparison.Ordinal)
            .Replace(side.Url.Authority, "hub", StringComparison.Ordinal);
        plain = Time().Replace(plain, "<time>");
        plain = Loopback().Replace(plain, "http://<server>");
        plain = TokenId().Replace(plain, "a<n>");
        plain = CodeId().Replace(plain, "sc_<n>");
        plain = Excess().Replace(plain, found => string.Join(',', found.Value.Split(',').Order(StringComparer.Ordinal)));
        return Passing().Replace(plain, "$1=<$1>");
    }

    /// <summary>A copy with its values made comparable.</summary>
    public JsonNode? Json(JsonNode? node, string key = "") => node switch
    {
        // What a spawner, or a site, notes for itself.
        _ when key == "state" => "<state>",
        // Of a server that never ran, JupyterHub says now the one and now the other.
        null when key == "user_options" => new JsonObject(),
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(Text(entry.Key), Json(entry.Value, entry.Key)))),
        // JupyterHub gives them in no order.
        JsonArray list when key == "scopes" => new JsonArray(
            [.. list.Select(item => Text((string)item!)).Where(scope => !IsOfSix(scope)).Order(StringComparer.Ordinal).Select(scope => (JsonNode)scope)]),
        JsonArray list when Unordered.Contains(key, StringComparer.Ordinal) => new JsonArray(
            [.. list.Select(item => Json(item)).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        JsonArray list => new JsonArray([.. list.Select(item => Json(item))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(key, text),
        _ => node?.DeepClone(),
    };

    // Part of "servers" from JupyterHub 6 on, which Atoll knows already.
    private static bool IsOfSix(string scope) => scope.Split('!')[0] == "start:servers";

    private string Text(string key, string text) => key switch
    {
        // The next page's address: its order of arguments means nothing.
        "url" or "accept_url" when text.Contains('?', StringComparison.Ordinal) => Sorted(Text(text)),
        // A list of scopes in one text, in no order.
        "scope" => string.Join(' ', Text(text).Split(' ').Order(StringComparer.Ordinal)),
        _ when text.Length > 0 && Secrets.Contains(key, StringComparer.Ordinal) => "<secret>",
        _ when Products.Contains(key, StringComparer.Ordinal) => $"<{key}>",
        _ => Text(text),
    };

    private static string Sorted(string address) =>
        $"{address.Split('?')[0]}?{string.Join('&', address.Split('?', 2)[1].Split('&').Order(StringComparer.Ordinal))}";

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,6})?Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d{4,5}")]
    private static partial Regex Loopback();

    [GeneratedRegex(@"\ba\d+\b")]
    private static partial Regex TokenId();

    [GeneratedRegex(@"\bsc_\d+\b")]
    private static partial Regex CodeId();

    // Python names them in the order of a set.
    [GeneratedRegex(@"(?<=Not assigning requested scopes )\S+")]
    private static partial Regex Excess();

    // In addresses that lead on.
    [GeneratedRegex(@"\b(code|_xsrf)=[^&\s]+")]
    private static partial Regex Passing();
}
