namespace Atoll.Core.Scopes;

/// <summary>Scopes as one text of the database: a line each. A user's name may hold a space, and stands in filters.</summary>
public static class ScopeLines
{
    private const char Separator = '\n';

    /// <summary>The text of these scopes.</summary>
    public static string Join(IEnumerable<string> scopes) => string.Join(Separator, scopes);

    /// <summary>The scopes of such a text.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
    }
}
