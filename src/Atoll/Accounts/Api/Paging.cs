using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Atoll.Client.Json;
using Atoll.Platform.Http;

namespace Atoll.Accounts.Api;

/// <summary>Which part of a list is asked for, and in which of the two shapes (jupyterhub.md 1.1).</summary>
/// <param name="Offset">How many to leave out.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="IsWrapped">With the words about the pages around it, instead of the bare list.</param>
internal sealed record Paging(long Offset, int Limit, bool IsWrapped)
{
    /// <summary>What a client accepts that wants to know about pages.</summary>
    public const string MediaType = "application/jupyterhub-pagination+json";

    private const int Default = 50;
    private const int Most = 200;

    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>What a request asks for; a fault when it is no number.</summary>
    public static (Paging? Paging, ApiError? Fault) Of(HttpRequest request)
    {
        var isWrapped = AcceptsPages(request);
        // Who does not know of pages would take the first for everything: they get as much as there may be.
        return NumberOf(request, "offset", 0) is { } offset && NumberOf(request, "limit", isWrapped ? Default : Most) is { } limit
            ? (new Paging((long)BigInteger.Min(offset, long.MaxValue / 2), (int)BigInteger.Clamp(limit, 1, Most), isWrapped), null)
            : (null, new ApiError(StatusCodes.Status400BadRequest, "Invalid argument type, offset and limit must be integers"));
    }

    /// <summary>The answer in the shape that was asked for.</summary>
    /// <param name="request">Who asked.</param>
    /// <param name="items">The page: a list, or a dictionary.</param>
    /// <param name="total">How many there are on all pages.</param>
    public IResult Answer(HttpRequest request, JsonNode items, long total) => IsWrapped
        ? Wrapped(request, items, total)
        : ApiJson.Write(items, HubJson.Default.JsonNode);

    /// <summary>The page with words about those around it.</summary>
    public IResult Wrapped(HttpRequest request, JsonNode items, long total) => ApiJson.Write(
        new JsonObject
        {
            ["items"] = items,
            ["_pagination"] = new JsonObject { ["offset"] = Offset, ["limit"] = Limit, ["total"] = total, ["next"] = Next(request, total) },
        },
        HubJson.Default.JsonObject);

    private JsonObject? Next(HttpRequest request, long total) => Offset + Limit < total
        ? new JsonObject { ["offset"] = Offset + Limit, ["limit"] = Limit, ["url"] = NextUrl(request) }
        : null;

    // Clients follow it as it is, so its host is the one by which they asked.
    private string NextUrl(HttpRequest request)
    {
        var others = request.Query.Where(pair => pair.Key is not ("offset" or "limit")).SelectMany(pair => pair.Value, (pair, value) => (pair.Key, value ?? ""));
        var query = others
            .Append(("offset", (Offset + Limit).ToString(CultureInfo.InvariantCulture)))
            .Append(("limit", Limit.ToString(CultureInfo.InvariantCulture)))
            .Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}");
        return $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}?{string.Join('&', query)}";
    }

    private static bool AcceptsPages(HttpRequest request) => request.Headers.Accept
        .SelectMany(header => (header ?? "").Split(','))
        .Any(type => type.Trim().Equals(MediaType, StringComparison.OrdinalIgnoreCase));

    private static BigInteger? NumberOf(HttpRequest request, string key, int otherwise)
    {
        if (request.Query[key] is not [.., { } text])
        {
            return otherwise;
        }

        // The parser takes longer than linear time; nobody has lists of this length.
        return text.Length < 1000 && BigInteger.TryParse(text, Written, CultureInfo.InvariantCulture, out var number)
            ? BigInteger.Abs(number)
            : null;
    }
}
