using System.Text.RegularExpressions;

namespace Atoll.Environments;

/// <summary>Stable names of profiles. Without one of its own, a profile has the one that KubeSpawner makes of the same display name.</summary>
internal static partial class ProfileSlugs
{
    /// <summary>What can stand in forms, links and ids as it is.</summary>
    public const string Pattern = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";

    /// <summary>The same in words.</summary>
    public const string Rule = "must be at most 63 letters and digits with '.', '_' and '-' between them";

    /// <summary>The profile's own slug, else its display name's; empty when that has none.</summary>
    public static string Of(StartProfileOptions profile) => profile.Slug.Length > 0 ? profile.Slug : Of(profile.DisplayName);

    /// <summary>
    /// As python-slugify does for ASCII. Letters beyond it are spelt out there by a table of tens of thousands; here such a name has no slug,
    /// so that the operator gives one.
    /// </summary>
    public static string Of(string displayName)
    {
        if (displayName.Any(character => !char.IsAscii(character) && (char.IsLetter(character) || char.IsNumber(character))))
        {
            return "";
        }

        var text = CurlyQuotes().Replace(displayName.ToLowerInvariant(), "");
        return Others().Replace(CommasInNumbers().Replace(text, ""), "-").Trim('-');
    }

    /// <summary>Whether it keeps to the <see cref="Pattern"/>.</summary>
    public static bool IsGood(string slug) => Whole().IsMatch(slug);

    [GeneratedRegex($"\\A{Pattern}\\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex("[‘’]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CurlyQuotes();

    [GeneratedRegex("(?<=[0-9]),(?=[0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommasInNumbers();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Others();
}
