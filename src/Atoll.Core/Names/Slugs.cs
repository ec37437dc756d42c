using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Atoll.Core.Names;

/// <summary>
/// Names for objects and labels of a cluster, made from any text: KubeSpawner's, letter for letter, because volumes of many years are found
/// by them. A name that is fit already stays; another becomes what is left of it and a hash, so that no two collide.
/// </summary>
public static partial class Slugs
{
    private const int HashLength = 8;
    private const int UsualLength = 32;

    /// <summary>Whether it can name every object: 1 to 63 lower-case letters, digits and hyphens, a letter first and no hyphen last.</summary>
    public static bool IsObjectName(string text) => ObjectName().IsMatch(text);

    /// <summary>Whether it can be a label's value: nothing, or up to 63 letters, digits and <c>-_.</c> with a letter or digit at both ends.</summary>
    public static bool IsLabel(string text) => Label().IsMatch(text);

    /// <summary>The name itself if it can name every object; else what is left of it, and a hash.</summary>
    /// <param name="name">Any text.</param>
    /// <param name="maxLength">The most characters; without it 63 for names that stay and 32 for others.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is less than 12 and the name does not fit as it is.</exception>
    public static string Safe(string name, int? maxLength = null) => Safe(name, IsObjectName, maxLength);

    /// <summary>The same for a label's value.</summary>
    /// <inheritdoc cref="Safe(string, int?)"/>
    public static string SafeLabel(string name, int? maxLength = null) => Safe(name, IsLabel, maxLength);

    /// <summary>Several names with one hash: <c>ada--gpu---0123abcd</c>. Always with the hash.</summary>
    /// <param name="names">At least one.</param>
    /// <param name="maxLength">The most characters, shared evenly among the names.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than two characters would be left for each name.</exception>
    public static string Multi(IReadOnlyList<string> names, int maxLength = 48)
    {
        ArgumentNullException.ThrowIfNull(names);
        var each = ((maxLength - (HashLength + 1)) / names.Count) - "--".Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(each, 2, nameof(maxLength));
        return $"{string.Join("--", names.Select(name => Extract(name, each)))}---{Hash(names)}";
    }

    /// <summary>KubeSpawner's older way: every byte but lower-case letters and digits becomes <c>-</c> and its hexadecimal digits.</summary>
    /// <remarks>Neither short nor always valid; for those who have volumes with such names. Bytes below 16 have one digit, as they had.</remarks>
    public static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var one in Encoding.UTF8.GetBytes(name))
        {
            if (IsPlain((char)one))
            {
                text.Append((char)one);
            }
            else
            {
                text.Append('-').Append(one.ToString("x"));
            }
        }

        return text.ToString();
    }

    // A name with two hyphens could be taken for a joined or hashed one.
    private static string Safe(string name, Func<string, bool> isValid, int? maxLength)
    {
        ArgumentNullException.ThrowIfNull(name);
        var stays = !name.Contains("--", StringComparison.Ordinal) && isValid(name) && !(name.Length > maxLength);
        return stays ? name : StripAndHash(name, maxLength ?? UsualLength);
    }

    private static string StripAndHash(string name, int maxLength)
    {
        var left = maxLength - (HashLength + "---".Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(left, 1, nameof(maxLength));
        return $"{Extract(name, left)}---{Hash([name])}";
    }

    // Ends are trimmed before a leading digit gets its letter and not again afterwards; KubeSpawner's slugs have that flaw, and so must these.
    private static string Extract(string name, int maxLength)
    {
        var plain = Plain(name).TrimStart('-');
        var text = plain[..Math.Min(maxLength, plain.Length)].TrimEnd('-');
        return text.Length == 0 ? "x" : char.IsAsciiLetter(text[0]) ? text : $"x-{Shorten(text, maxLength - 2)}";
    }

    // As a slice of Python's: a negative end counts from the back.
    private static string Shorten(string text, int end) => text[..(end < 0 ? Math.Max(0, text.Length + end) : Math.Min(end, text.Length))];

    // Lower-case letters and digits, and one hyphen for each run of anything else. Two letters outside ASCII have lower-case forms within it.
    private static string Plain(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var one in name.Replace("\u0130", "i\u0307", StringComparison.Ordinal).Replace('\u212a', 'k'))
        {
            var lower = char.IsAsciiLetterUpper(one) ? char.ToLowerInvariant(one) : one;
            if (IsPlain(lower))
            {
                text.Append(lower);
            }
            else if (text.Length == 0 || text[^1] != '-')
            {
                text.Append('-');
            }
        }

        return text.ToString();
    }

    private static bool IsPlain(char one) => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one);

    // The byte 0xFF occurs in no UTF-8 text, so that "ab" and "c" differ from "a" and "bc".
    private static string Hash(IReadOnlyList<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (i, name) in names.Index())
        {
            hash.AppendData(i == 0 ? [] : [0xff]);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength];
    }

    [GeneratedRegex(@"^[a-z]([a-z0-9\-]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ObjectName();

    // KubeSpawner's lets a few letters outside ASCII through, with which a cluster refuses the whole object.
    [GeneratedRegex(@"^([a-zA-Z0-9]([a-zA-Z0-9._\-]{0,61}[a-zA-Z0-9])?)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Label();
}
