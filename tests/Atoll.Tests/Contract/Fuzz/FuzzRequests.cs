using System.Text.RegularExpressions;

namespace Atoll.Tests.Contract.Fuzz;

/// <summary>Makes requests that are wrong in some way and still reach the handler of an endpoint more often than not.</summary>
/// <param name="seed">Another one makes others.</param>
/// <param name="people">Whose credentials there are.</param>
internal sealed partial class FuzzRequests(int seed, FuzzPeople people)
{
    private static readonly string[] _queryKeys =
    [
        "state", "sort", "offset", "limit", "name_filter", "include_stopped_servers", "next", "_xsrf", "client_id", "redirect_uri", "response_type", "scope", "code_challenge", "code_challenge_method",
        "code", "id", "lines", "profile", "image", "url", "redirects", "since", "after", "signed_out", "opt-profile", "display_name", "",
    ];

    private static readonly string[] _headerNames =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Origin", "Referer", "Sec-Fetch-Mode", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-XSRFToken", "X-CSRFToken",
        "If-None-Match", "If-Modified-Since", "Range", "Last-Event-ID", "X-HTTP-Method-Override", "User-Agent", "X-Odd", "Expect-CT", "Authorization",
    ];

    public FuzzRequest Make(HubEndpoint endpoint, int number)
    {
        var dice = new Dice(seed, endpoint.ToString(), number);
        var sender = FuzzPeople.SenderOf(dice);
        var method = dice.Percent(8) ? dice.Pick(OddText.Methods) : endpoint.Method == "*" ? "GET" : endpoint.Method;
        var told = FuzzPeople.BodyFor(endpoint, dice);
        var body = told ?? (method is "GET" or "HEAD" && !dice.Percent(10) ? null : Body(endpoint, dice));
        List<string> headers = ["Host: 127.0.0.1", .. people.Credentials(endpoint, sender, dice), .. Odd(dice)];
        if (body is not null)
        {
            headers.Add($"Content-Type: {ContentType(endpoint, dice)}");
        }

        var isChunked = told is null && body is not null && dice.Percent(3);
        return new FuzzRequest(
            endpoint, number, sender, method, Path(endpoint, sender, dice) + Query(endpoint, dice), headers, isChunked ? dice.Pick(OddText.Chunks) : body)
        {
            IsChunked = isChunked,
        };
    }

    private static IEnumerable<string> Odd(Dice dice)
    {
        for (var at = dice.Below(3); at > 0; at--)
        {
            yield return $"{dice.Pick(_headerNames)}: {dice.Pick(OddText.Headers)}";
        }

        if (dice.Percent(8))
        {
            yield return $"Cookie: {dice.Pick(OddText.Cookies)}";
        }
    }

    private static string ContentType(HubEndpoint endpoint, Dice dice) => dice.Percent(20) ? dice.Pick(OddText.ContentTypes)
        : endpoint.Rule is { IsPage: true } || endpoint.Pattern.Contains("oauth2", StringComparison.Ordinal) ? "application/x-www-form-urlencoded"
        : "application/json";

    private static string? Body(HubEndpoint endpoint, Dice dice) => dice.Percent(10) ? null
        : endpoint.Rule is { IsPage: true } != dice.Percent(10) ? OddJson.Form(dice, FuzzPeople.Names)
        : OddJson.Of(dice, endpoint.Pattern, FuzzPeople.Names);

    private static string Path(HubEndpoint endpoint, Sender sender, Dice dice)
    {
        var path = Parameter().Replace(endpoint.Pattern, match => Segment(endpoint, match.Groups["name"].Value, sender, dice));
        return dice.Below(40) switch
        {
            0 => path + "/",
            1 => "/" + path,
            2 => path.Replace("/hub", "/hub/", StringComparison.Ordinal),
            3 => path + "/" + dice.Pick(OddText.Segments),
            4 => path + ";x=y",
            5 => path.ToUpperInvariant(),
            6 => path + "%00",
            7 => "http://evil.example" + path,
            _ => path,
        };
    }

    private static string Segment(HubEndpoint endpoint, string parameter, Sender sender, Dice dice) => parameter.StartsWith("**", StringComparison.Ordinal)
        ? string.Join('/', Enumerable.Range(0, dice.Below(4)).Select(_ => dice.Pick(OddText.Segments)))
        : dice.Percent(45) ? FuzzPeople.NameFor(endpoint, sender, dice)
        : dice.Pick(OddText.Segments);

    private static string Query(HubEndpoint endpoint, Dice dice)
    {
        if (dice.Percent(endpoint.Method == "GET" ? 30 : 80))
        {
            return "";
        }

        var pairs = Enumerable.Range(0, 1 + dice.Below(4)).Select(_ =>
            $"{(dice.Percent(5) ? dice.Pick(OddText.Values) : dice.Pick(_queryKeys))}={(dice.Percent(15) ? dice.Pick(FuzzPeople.Names) : dice.Pick(OddText.Values))}");
        return "?" + string.Join('&', pairs);
    }

    [GeneratedRegex(@"\{(?<name>[^}:?]+)[^}]*\}")]
    private static partial Regex Parameter();
}
