using System.Text.RegularExpressions;

namespace Atoll.Compute.Containers;

/// <summary>An image's name as an engine wants it for a pull. Without a tag it would pull every tag there is.</summary>
/// <param name="Repository">Registry and path, <c>quay.io/pangeo/pangeo-notebook</c>.</param>
/// <param name="Tag">A tag or a digest (<c>sha256:…</c>).</param>
internal sealed partial record ImageReference(string Repository, string Tag)
{
    private const string IdPrefix = "sha256:";

    /// <summary>Null when the text names nothing that a registry could have; a bare <c>sha256:…</c> is an id on one engine only.</summary>
    public static ImageReference? TryParse(string text)
    {
        var match = Pattern().Match(text);
        return !match.Success || text.StartsWith(IdPrefix, StringComparison.Ordinal) ? null
            : new(match.Groups["repository"].Value, FirstOf(match.Groups["digest"].Value, match.Groups["tag"].Value, "latest"));
    }

    /// <summary>True when the text can stand in a path of the engine's API: a name or an id, nothing that walks elsewhere.</summary>
    public static bool IsImage(string text) => Pattern().IsMatch(text);

    /// <summary>True for an image's id in full.</summary>
    public static bool IsId(string text) =>
        text.StartsWith(IdPrefix, StringComparison.Ordinal) && text.Length == IdPrefix.Length + 64 && IsImage(text);

    /// <summary>An id as Docker writes it; Podman leaves the algorithm out.</summary>
    public static string IdOf(string id) => id.StartsWith(IdPrefix, StringComparison.Ordinal) ? id : IdPrefix + id;

    private static string FirstOf(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }

    [GeneratedRegex(
        @"^(?<repository>[a-zA-Z0-9]([a-zA-Z0-9._-]*(:[0-9]+(?=/))?)(/[a-z0-9]([a-z0-9._-]*))*)(:(?<tag>\w[\w.-]{0,127}))?(@(?<digest>sha256:[0-9a-f]{64}))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
