using System.Text;
using Atoll.Platform.Configuration;
using Atoll.Web.Branding;
using Xunit;

namespace Atoll.Tests.Web.Branding;

/// <summary>What the operator's look comes to, and what of it is refused.</summary>
public sealed class BrandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("atoll-brand-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#0b6b6a", "#f6f8f8", 5.97)]
    public void Contrast_is_as_WCAG_defines_it(string one, string other, double expected)
    {
        var (a, b) = (Colour.Parse(one)!.Value, Colour.Parse(other)!.Value);

        Assert.Equal(expected, a.Contrast(b), 0.05);
        Assert.Equal(a.Contrast(b), b.Contrast(a));
        Assert.Equal(one, a.ToString());
    }

    [Theory]
    [InlineData("0b6b6a")]
    [InlineData("#0b6b6")]
    [InlineData("#0b6b6g")]
    [InlineData("")]
    public void What_is_no_colour_is_none(string text) => Assert.Null(Colour.Parse(text));

    [Fact]
    public void Without_colours_there_is_no_stylesheet() => Assert.Null(BrandOf(new BrandingOptions()).Styles);

    [Fact]
    public void An_accent_brings_what_follows_from_it_for_its_own_scheme_alone()
    {
        var css = Encoding.UTF8.GetString(BrandOf(new BrandingOptions { Colours = new ColoursOptions { Dark = new PaletteOptions { Accent = "#f0a0d0" } } }).Styles!.Content);

        Assert.Equal(
            "@media (prefers-color-scheme: dark) { :root { --accent: #f0a0d0; --accent-hover: #eeafd5; --accent-soft: #2b2b30; --on-accent: #000000; } }\n",
            css);
    }

    [Theory]
    [InlineData("light", "#ffcc00", "", "", "", "accent: links (#ffcc00) on page (#f6f8f8) would")]
    [InlineData("dark", "#303080", "", "", "", "accent: links (#303080) on what is chosen (#")]
    [InlineData("light", "", "#808080", "", "", "page: lesser text (#51615f) on recesses (#7d7d7d) would")]
    [InlineData("light", "", "", "", "#999999", "text: ")]
    [InlineData("light", "", "", "#303030", "", "card: ")]
    public void What_is_hard_to_read_is_told_with_the_key_to_change(
        string scheme, string accent, string page, string card, string text, string expected)
    {
        var fault = Assert.Single(Palette.Of(new() { Accent = accent, Page = page, Card = card, Text = text }, scheme == "dark").Faults());

        Assert.StartsWith(expected, $"{fault.Key}: {fault.Text}", StringComparison.Ordinal);
        Assert.Matches(@"would have a contrast of [1-4]\.\d to 1, and people need 4\.5 to 1", fault.Text);
    }

    [Fact]
    public void Colours_that_are_Atoll_s_own_are_good()
    {
        Assert.Empty(Palette.Of(new(), isDark: false).Faults());
        Assert.Empty(Palette.Of(new() { Accent = "#0b6b6a", Page = "#f6f8f8", Card = "#ffffff", Text = "#16211f" }, isDark: false).Faults());
        Assert.Empty(Palette.Of(new() { Accent = "#5ec8c2", Page = "#0e1515", Card = "#151e1e", Text = "#e5ecea" }, isDark: true).Faults());
    }

    [Fact]
    public void Text_is_readable_on_every_notice_too()
    {
        var fault = Assert.Single(Palette.Of(new PaletteOptions { Page = "#151515", Card = "#151515", Text = "#dddddd", Accent = "#88bbff" }, isDark: false).Faults(), one => one.Key == "text");

        Assert.Matches("^text \\(#dddddd\\) on (a fault|a warning|a good message) ", fault.Text);
    }

    [Fact]
    public void A_fault_of_a_colour_names_its_whole_key()
    {
        var fault = Assert.Throws<ConfigurationException>(() => Read("branding: { colours: { light: { accent: '#ffcc00' } } }"));

        Assert.Contains("line 1: branding.colours.light.accent: links (#ffcc00) on ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", null)]
    [InlineData("logo.SVG", "<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'x' 'y'><svg/>", null)]
    [InlineData("logo.svg", "<html/>", "is no SVG image.")]
    [InlineData("logo.svg", "nothing", "is no SVG image.")]
    [InlineData("logo.png", "\u0089PNG\r\n\u001a\n and so on", null)]
    [InlineData("logo.png", "<svg/>", "is no PNG image.")]
    public void A_logo_must_be_what_its_name_says(string name, string content, string? fault)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(content));

        var read = Record.Exception(() => Read($"branding: {{ logo: {name} }}"));

        Assert.Equal(fault is null ? null : $"{_folder.FullName}/atoll.yaml, line 1: branding.logo: {file} {fault}", read?.Message);
    }

    [Fact]
    public void A_logo_must_be_small()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "logo.svg"), new byte[(1 << 20) + 1024]);

        var fault = Assert.Throws<ConfigurationException>(() => Read("branding: { logo: logo.svg }"));

        Assert.EndsWith("has 1025 KB; at most 1024 KB are allowed.", fault.Message, StringComparison.Ordinal);
    }

    private HubOptions Read(string yaml) =>
        new ConfigurationSource { File = Path.Combine(_folder.FullName, "atoll.yaml") }.Read<HubOptions>(yaml);

    private static Brand BrandOf(BrandingOptions branding) => Brand.Of("Lagoon", branding, new AnnouncementOptions());
}
