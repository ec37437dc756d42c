namespace Atoll.Platform.Configuration;

/// <summary>What somebody probably meant. Pure.</summary>
internal static class NearestName
{
    /// <summary>The name that a few slips of the fingers away from what was written; null when none is near.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        return names
            .Select(name => (Name: name, Slips: Slips(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(near => near.Slips <= Math.Max(1, Math.Max(written.Length, near.Name.Length) / 3) && near.Slips < near.Name.Length)
            .OrderBy(near => near.Slips)
            .Select(near => near.Name)
            .FirstOrDefault();
    }

    /// <summary>Ends a sentence about a wrong name: "did you mean x?", or what there is.</summary>
    public static string Hint(string written, IReadOnlyCollection<string> names) =>
        Of(written, names) is { } name ? $"did you mean {name}?"
        : names.Count > 0 ? $"there are: {string.Join(", ", names)}."
        : "there are none.";

    // Damerau's distance: letters missing, too many, wrong, or swapped with their neighbour.
    private static int Slips(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Step(table, a, b, i, j);
            }
        }

        return table[a.Length, b.Length];
    }

    private static int Step(int[,] table, string a, string b, int i, int j)
    {
        var wrong = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(wrong, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
