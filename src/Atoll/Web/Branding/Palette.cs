using System.Text.RegularExpressions;
using Atoll.Platform.Configuration;

namespace Atoll.Web.Branding;

/// <summary>The colours of the pages on one kind of system: Atoll's own, the operator's over them, and the shades that follow from those.</summary>
internal sealed partial class Palette
{
    private const double LeastContrast = 4.5;

    private static readonly Lazy<Dictionary<string, Colour>> _ownLight = new(() => Own(isDark: false));
    private static readonly Lazy<Dictionary<string, Colour>> _ownDark = new(() => Own(isDark: true));

    // What is written in which colour on which, as the stylesheet has it.
    private static readonly (string On, string Written)[] _pairs =
    [
        ("page", "text"), ("card", "text"), ("sunken", "text"), ("accent-soft", "text"),
        ("fault-soft", "text"), ("warn-soft", "text"), ("good-soft", "text"),
        ("page", "muted"), ("card", "muted"), ("sunken", "muted"),
        ("page", "accent"), ("card", "accent"), ("accent-soft", "accent"),
        ("page", "accent-hover"), ("card", "accent-hover"),
        ("accent", "on-accent"), ("accent-hover", "on-accent"),
        ("card", "danger"), ("card", "good"),
    ];

    private static readonly Dictionary<string, string> _words = new()
    {
        ["muted"] = "lesser text", ["accent"] = "links", ["accent-hover"] = "links under the pointer", ["on-accent"] = "the main button's text",
        ["danger"] = "faults", ["good"] = "good news", ["accent-soft"] = "what is chosen", ["sunken"] = "recesses", ["card"] = "cards",
        ["fault-soft"] = "a fault", ["warn-soft"] = "a warning", ["good-soft"] = "a good message",
    };

    private readonly Dictionary<string, Colour> _own;
    private readonly Dictionary<string, Colour> _changed;

    private Palette(Dictionary<string, Colour> own, Dictionary<string, Colour> given)
    {
        _own = own;
        _changed = new Dictionary<string, Colour>(given);
        Derive(given);
    }

    public static Palette Of(PaletteOptions options, bool isDark)
    {
        var given = new Dictionary<string, Colour>();
        foreach (var (name, text) in new[] { ("accent", options.Accent), ("page", options.Page), ("card", options.Card), ("text", options.Text) })
        {
            if (Colour.Parse(text) is { } colour)
            {
                given[name] = colour;
            }
        }

        return new Palette((isDark ? _ownDark : _ownLight).Value, given);
    }

    /// <summary>The variables of the stylesheet that are not Atoll's; empty when all are.</summary>
    public string Css => string.Concat(_changed.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $" --{one.Key}: {one.Value};"));

    /// <summary>The keys that make something hard to read, each with its worst.</summary>
    public IEnumerable<Misfit> Faults() => _pairs
        .Select(pair => (Key: KeyOf(pair), pair.On, pair.Written, Contrast: this[pair.On].Contrast(this[pair.Written])))
        .Where(pair => pair.Key is not null && pair.Contrast < LeastContrast)
        .GroupBy(pair => pair.Key!)
        .Select(faults => faults.MinBy(pair => pair.Contrast))
        .Select(worst => new Misfit(worst.Key!, Sentence(worst.On, worst.Written, worst.Contrast)));

    private Colour this[string name] => _changed.TryGetValue(name, out var colour) ? colour : _own[name];

    private string Sentence(string on, string written, double contrast) =>
        $"{Words(written)} ({this[written]}) on {Words(on)} ({this[on]}) would have a contrast of {Math.Floor(contrast * 10) / 10:0.0} to 1, "
        + "and people need 4.5 to 1 to read; choose colours that differ more.";

    private static string Words(string name) => _words.GetValueOrDefault(name, name);

    private void Derive(Dictionary<string, Colour> given)
    {
        if (given.ContainsKey("page") || given.ContainsKey("text"))
        {
            _changed["sunken"] = this["page"].Mixed(this["text"], 0.03);
        }

        if (given.ContainsKey("card") || given.ContainsKey("text"))
        {
            _changed["line"] = this["card"].Mixed(this["text"], 0.17);
            _changed["line-strong"] = this["card"].Mixed(this["text"], 0.55);
            _changed["muted"] = this["text"].Mixed(this["card"], 0.25);
        }

        if (given.TryGetValue("accent", out var accent))
        {
            _changed["accent-hover"] = accent.Mixed(this["text"], 0.2);
            _changed["on-accent"] = accent.Contrast(Colour.White) >= accent.Contrast(Colour.Black) ? Colour.White : Colour.Black;
        }

        if (given.ContainsKey("accent") || given.ContainsKey("card"))
        {
            _changed["accent-soft"] = this["card"].Mixed(this["accent"], 0.1);
        }
    }

    // The key to change; null when neither is the operator's.
    private string? KeyOf((string On, string Written) pair) =>
        new[] { pair.Written, pair.On }.Where(_changed.ContainsKey).Select(GivenFor).FirstOrDefault();

    private string GivenFor(string name) => name switch
    {
        "accent-hover" or "on-accent" => "accent",
        "accent-soft" => _changed.ContainsKey("accent") ? "accent" : "card",
        "muted" or "line" or "line-strong" => _changed.ContainsKey("text") ? "text" : "card",
        "sunken" => _changed.ContainsKey("page") ? "page" : "text",
        _ => name,
    };

    // The stylesheet is the one place where they stand.
    private static Dictionary<string, Colour> Own(bool isDark)
    {
        var css = WebFiles.Text("atoll.css");
        var dark = css.IndexOf("@media (prefers-color-scheme: dark)", StringComparison.Ordinal);
        return Variable().Matches(isDark ? css[dark..] : css[..dark])
            .ToDictionary(match => match.Groups["name"].Value, match => Colour.Parse(match.Groups["colour"].Value)!.Value);
    }

    [GeneratedRegex("--(?<name>[a-z-]+): (?<colour>#[0-9a-f]{6});", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
