namespace Atoll.Tests.Contract.Fuzz;

/// <summary>Who sends the requests, with what, and whom they name.</summary>
internal sealed record FuzzPeople
{
    public const string Mallory = "mallory";
    public const string Victim = "victim";

    public const string Group = "crowd-group";
    public const string Service = "crowd-service";

    /// <summary>Whom the administrator may rename, delete and worse.</summary>
    public static IReadOnlyList<string> Crowd { get; } = [.. Enumerable.Range(1, 20).Select(number => $"crowd-{number}")];

    /// <summary>These end the hub when they are asked well, so the administrator asks them badly only.</summary>
    private const string Deadly = "/shutdown";

    public required string MalloryToken { get; init; }

    public required string AdminToken { get; init; }

    /// <summary>Cookies and form token.</summary>
    public required (string Cookies, string Xsrf) MalloryBrowser { get; init; }

    public required (string Cookies, string Xsrf) AdminBrowser { get; init; }

    /// <summary>For bodies and queries.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Crowd, Mallory, "nobody", Group, Service, "prompt"];

    /// <summary>In the path. The administrator leaves alone those whom the test looks at afterwards.</summary>
    public static string NameFor(HubEndpoint endpoint, Sender sender, Dice dice) =>
        endpoint.Pattern.Contains("/groups/", StringComparison.Ordinal) && dice.Percent(60) ? Group
        : endpoint.Pattern.Contains("/services/", StringComparison.Ordinal) && dice.Percent(60) ? Service
        : sender is Sender.Admin ? dice.Pick([.. Crowd, Group])
        : dice.Pick([Mallory, Mallory, Victim, "nobody", Group, dice.Pick(Crowd)]);

    public static Sender SenderOf(Dice dice) => dice.Below(20) switch
    {
        < 1 => Sender.Nobody,
        < 9 => Sender.Mallory,
        _ => Sender.Admin,
    };

    /// <summary>A body that cannot be left to chance; null: any.</summary>
    public static string? BodyFor(HubEndpoint endpoint, Dice dice) => endpoint.Pattern.EndsWith(Deadly, StringComparison.Ordinal)
        ? dice.Pick(["{\"proxy\":1}", "{\"servers\":\"yes\"}", "{\"proxy\":null,\"servers\":[]}", "[", "{", "\"", "\u00ff", "[1]", "{\"servers\":{}}"])
        : null;

    public IEnumerable<string> Credentials(HubEndpoint endpoint, Sender sender, Dice dice)
    {
        // Signing out by chance would turn the rest of the run into requests of nobody.
        var byToken = (endpoint.IsApi && dice.Percent(85)) || endpoint.Pattern.Contains("logout", StringComparison.Ordinal);
        var (token, browser) = sender is Sender.Admin ? (AdminToken, AdminBrowser) : (MalloryToken, MalloryBrowser);
        if (sender is Sender.Nobody)
        {
            return dice.Percent(50) ? [] : [$"Authorization: {dice.Pick(OddText.Credentials)}"];
        }

        return byToken ? [$"Authorization: token {token}"]
            : dice.Percent(90) ? [$"Cookie: {browser.Cookies}", $"X-XSRFToken: {browser.Xsrf}"]
            : [$"Cookie: {browser.Cookies}"];
    }
}
