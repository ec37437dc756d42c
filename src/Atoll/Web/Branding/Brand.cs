using System.Text;

namespace Atoll.Web.Branding;

/// <summary>How the operator presents the hub, ready for pages: made anew when the configuration changes.</summary>
internal sealed record Brand
{
    private const string StylesName = "brand.css";
    private const string LogoName = "brand-logo";

    /// <summary>On every page and in its title.</summary>
    public required string HubName { get; init; }

    public string? Sentence { get; init; }

    public string? AboutUrl { get; init; }

    public Announcement? Announcement { get; init; }

    public IReadOnlyList<PageLink> Links { get; init; } = [];

    /// <summary>The operator's logo; null for Atoll's.</summary>
    public WebFile? Logo { get; init; }

    /// <summary>The operator's colours; null for Atoll's.</summary>
    public WebFile? Styles { get; init; }

    /// <exception cref="Platform.Configuration.ConfigurationException">The logo's file went away since it was checked.</exception>
    public static Brand Of(string hubName, BrandingOptions branding, AnnouncementOptions announcement) => new()
    {
        HubName = hubName,
        Sentence = OrNull(branding.Sentence),
        AboutUrl = OrNull(branding.AboutUrl),
        Announcement = OrNull(announcement.Text) is { } text ? new Announcement(text, announcement.Severity) : null,
        Links = [.. branding.Links.Select(link => new PageLink(link.Title, link.Url))],
        Logo = LogoFile.Read(branding.Logo),
        Styles = StylesOf(branding.Colours),
    };

    /// <summary>Where pages find the logo; null for Atoll's.</summary>
    public string? LogoUrl(string hubUrl) => Logo?.Url(hubUrl, LogoName);

    /// <summary>Where pages find the colours; null for Atoll's.</summary>
    public string? StylesUrl(string hubUrl) => Styles?.Url(hubUrl, StylesName);

    /// <summary>A file that is the operator's; null when it is not.</summary>
    public WebFile? File(string? name) => name switch { StylesName => Styles, LogoName => Logo, _ => null };

    private static WebFile? StylesOf(ColoursOptions colours)
    {
        var css = Block("light", Palette.Of(colours.Light, isDark: false).Css) + Block("dark", Palette.Of(colours.Dark, isDark: true).Css);
        return css.Length == 0 ? null : WebFile.Of(Encoding.UTF8.GetBytes(css), "text/css; charset=utf-8");
    }

    private static string Block(string scheme, string variables) =>
        variables.Length == 0 ? "" : $"@media (prefers-color-scheme: {scheme}) {{ :root {{{variables} }} }}\n";

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}

/// <summary>What is said at the top of every page.</summary>
/// <param name="Text">Text, not HTML.</param>
/// <param name="Severity">How much it matters.</param>
public sealed record Announcement(string Text, Severity Severity);

/// <summary>A link at the foot of every page.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Url">Where it leads.</param>
public sealed record PageLink(string Title, string Url);
