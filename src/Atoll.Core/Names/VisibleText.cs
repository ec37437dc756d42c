using System.Globalization;
using System.Text;

namespace Atoll.Core.Names;

/// <summary>Whether what people name something by can be seen.</summary>
internal static class VisibleText
{
    /// <summary>The first character that cannot be seen; null when all can.</summary>
    /// <remarks>Control characters have no place in a log line, invisible ones make two names look the same, and U+FFFD stands for what is no text.</remarks>
    public static Rune? FirstUnseen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return rune;
            }
        }

        return null;
    }
}
