using System.Globalization;
using System.Runtime.InteropServices;

namespace Atoll.Web.Branding;

/// <summary>A colour of the screen.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static Colour White { get; } = new(255, 255, 255);

    public static Colour Black { get; } = new(0, 0, 0);

    /// <summary>From <c>#0b6b6a</c>; null for anything else.</summary>
    public static Colour? Parse(string text) =>
        text is ['#', ..] && text.Length == 7 && int.TryParse(text[1..], NumberStyles.AllowHexSpecifier, null, out var value)
            ? new Colour((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : null;

    /// <summary>This with so much of another in it, from 0 to 1.</summary>
    public Colour Mixed(Colour other, double share) =>
        new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    /// <summary>How well one can be read on the other, from 1 to 21 (WCAG 2.2, 1.4.3).</summary>
    public double Contrast(Colour other)
    {
        var (a, b) = (Luminance(), other.Luminance());
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private static byte Mix(byte one, byte other, double share) => (byte)Math.Round((one * (1 - share)) + (other * share));

    private double Luminance() => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
