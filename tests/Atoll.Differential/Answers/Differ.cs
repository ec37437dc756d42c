using System.Text.Json.Nodes;
using Atoll.Differential.Hubs;

namespace Atoll.Differential.Answers;

/// <summary>One thing in which two answers differ. The field is <c>status</c>, a header's name, <c>body</c>, or a path such as <c>$.users[0].name</c>.</summary>
internal sealed record Difference(string Field, string Theirs, string Ours);

/// <summary>Compares two answers to the same request.</summary>
internal sealed class Differ(Side theirs, Side ours)
{
    // Those that clients and browsers act on. Versions differ on purpose: what counts is that there is one.
    private static readonly string[] Compared =
        ["Content-Type", "Content-Security-Policy", "Access-Control-Allow-Headers", "Access-Control-Allow-Origin", "Location"];

    private static readonly string[] Present = ["X-JupyterHub-Version", "Retry-After"];

    private readonly Plain _theirs = new(theirs);
    private readonly Plain _ours = new(ours);

    /// <summary>Nothing when they are alike. Of different statuses the rest is not looked at: it differs because they do.</summary>
    public IReadOnlyList<Difference> Of(Call call, Answer their, Answer our)
    {
        if (their.Status != our.Status)
        {
            return [new("status", $"{their.Status}", $"{our.Status}")];
        }

        var json = call.IsApi && !IsPage(their) && !IsPage(our);
        return [.. Headers(json, their, our), .. json ? Bodies(their, our) : []];
    }

    private static bool IsPage(Answer answer) => answer.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) == true;

    private IEnumerable<Difference> Headers(bool json, Answer their, Answer our)
    {
        foreach (var name in json ? Compared : ["Location"])
        {
            var (theirs, ours) = (_theirs.Text(Header(their, name)), _ours.Text(Header(our, name)));
            // A type of nothing means nothing.
            if (theirs != ours && !(name == "Content-Type" && their.Text.Length + our.Text.Length == 0))
            {
                yield return new(name, theirs, ours);
            }
        }

        foreach (var name in Present.Where(name => json && their.Header(name) is null != our.Header(name) is null))
        {
            yield return new(name, their.Header(name) ?? "", our.Header(name) ?? "");
        }
    }

    // A space in an address may be written in two ways.
    private static string Header(Answer answer, string name) => name == "Location"
        ? (answer.Header(name) ?? "").Replace("+", "%20", StringComparison.Ordinal)
        : answer.Header(name) ?? "";

    private IEnumerable<Difference> Bodies(Answer their, Answer our)
    {
        // Metrics: numbers of this moment.
        if (their.Header("Content-Type")?.StartsWith("text/plain; version=", StringComparison.Ordinal) == true)
        {
            return [];
        }

        if (their.Json is null || our.Json is null)
        {
            var (a, b) = (_theirs.Text(their.Text), _ours.Text(our.Text));
            return a == b ? [] : [new("body", a, b)];
        }

        return Trees("$", _theirs.Json(their.Json), _ours.Json(our.Json));
    }

    private static IEnumerable<Difference> Trees(string path, JsonNode? theirs, JsonNode? ours) => (theirs, ours) switch
    {
        (JsonObject a, JsonObject b) => a.Select(entry => entry.Key).Union(b.Select(entry => entry.Key), StringComparer.Ordinal)
            .SelectMany(key => a.ContainsKey(key) && b.ContainsKey(key)
                ? Trees($"{path}.{key}", a[key], b[key])
                : [new Difference($"{path}.{key}", Shown(a, key), Shown(b, key))]),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.Zip(b).SelectMany((pair, i) => Trees($"{path}[{i}]", pair.First, pair.Second)),
        _ when JsonNode.DeepEquals(theirs, ours) => [],
        _ => [new(path, theirs?.ToJsonString() ?? "null", ours?.ToJsonString() ?? "null")],
    };

    private static string Shown(JsonObject map, string key) =>
        map.TryGetPropertyValue(key, out var value) ? value?.ToJsonString() ?? "null" : "(absent)";
}
