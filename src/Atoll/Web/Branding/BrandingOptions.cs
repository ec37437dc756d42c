using System.ComponentModel.DataAnnotations;
using Atoll.Platform.Configuration;

namespace Atoll.Web.Branding;

/// <summary>How the hub looks and what it says of itself, beside its name.</summary>
internal sealed class BrandingOptions : IChecksItself
{
    /// <summary>What a link may lead to: no script.</summary>
    public const string LinkPattern = "(https?://|mailto:|/(?!/)).+";

    /// <summary>The same in words.</summary>
    public const string LinkRule = "must be a web address such as https://example.org, mailto:help@example.org, or a path on this host";

    /// <summary>A file with the hub's logo, SVG or PNG, at most 1 MB; shown in a square. Default: Atoll's mark.</summary>
    [ReadableFile(".svg", ".png", MaxBytes = 1 << 20)]
    public string Logo { get; set; } = "";

    /// <summary>What this hub is, on the page where people sign in. One sentence, plain text. Default: what any hub is.</summary>
    [MaxLength(200, ErrorMessage = "must be at most 200 letters long")]
    public string Sentence { get; set; } = "";

    /// <summary>Colours other than Atoll's.</summary>
    public ColoursOptions Colours { get; set; } = new();

    /// <summary>Links at the foot of every page: help, a chat, terms of use.</summary>
    public List<LinkOptions> Links { get; set; } = [];

    /// <summary>A page that says what the hub keeps about people. Linked where they sign in and at the foot of every page. Default: none.</summary>
    [RegularExpression(LinkPattern, ErrorMessage = LinkRule)]
    public string AboutUrl { get; set; } = "";

    public IEnumerable<Misfit> Check() => LogoFile.FaultOf(Logo) is { } fault ? [new Misfit("logo", fault)] : [];
}

/// <summary>Colours of the pages, for people whose system is light and for those whose system is dark.</summary>
internal sealed class ColoursOptions : IChecksItself
{
    /// <summary>On a light system.</summary>
    public PaletteOptions Light { get; set; } = new();

    /// <summary>On a dark system.</summary>
    public PaletteOptions Dark { get; set; } = new();

    public IEnumerable<Misfit> Check() =>
    [
        .. Palette.Of(Light, isDark: false).Faults().Select(fault => fault.Below("light")),
        .. Palette.Of(Dark, isDark: true).Faults().Select(fault => fault.Below("dark")),
    ];
}

/// <summary>
/// Colours as <c>'#0b6b6a'</c>, in quotes. What is not given is Atoll's. Shades in between are derived. Text must stay readable: a contrast
/// below 4.5 to 1 is a fault.
/// </summary>
internal sealed class PaletteOptions
{
    /// <summary>What a colour looks like.</summary>
    public const string Pattern = "#[0-9a-fA-F]{6}";

    /// <summary>The same in words.</summary>
    public const string Rule = "must be a colour such as '#0b6b6a', in quotes";

    /// <summary>Links, the main button, what is chosen.</summary>
    [RegularExpression(Pattern, ErrorMessage = Rule)]
    public string Accent { get; set; } = "";

    /// <summary>Behind everything.</summary>
    [RegularExpression(Pattern, ErrorMessage = Rule)]
    public string Page { get; set; } = "";

    /// <summary>Behind what belongs together: the header, cards, fields.</summary>
    [RegularExpression(Pattern, ErrorMessage = Rule)]
    public string Card { get; set; } = "";

    /// <summary>What is written.</summary>
    [RegularExpression(Pattern, ErrorMessage = Rule)]
    public string Text { get; set; } = "";
}

/// <summary>A link at the foot of every page.</summary>
internal sealed class LinkOptions
{
    /// <summary>What people read.</summary>
    [Required]
    [MaxLength(60, ErrorMessage = "must be at most 60 letters long")]
    public string Title { get; set; } = "";

    /// <summary>Where it leads.</summary>
    [Required]
    [RegularExpression(BrandingOptions.LinkPattern, ErrorMessage = BrandingOptions.LinkRule)]
    public string Url { get; set; } = "";
}

/// <summary>What is said at the top of every page, sign-in included.</summary>
internal sealed class AnnouncementOptions
{
    /// <summary>One or two sentences, plain text. Default: none.</summary>
    [MaxLength(500, ErrorMessage = "must be at most 500 letters long")]
    public string Text { get; set; } = "";

    /// <summary>How much it matters.</summary>
    public Severity Severity { get; set; } = Severity.Info;
}

/// <summary>How much an announcement matters.</summary>
public enum Severity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Something to do or to mind.</summary>
    Warning,

    /// <summary>Something may be lost.</summary>
    Danger,
}
