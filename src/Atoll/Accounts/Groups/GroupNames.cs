using System.Text;

namespace Atoll.Accounts.Groups;

/// <summary>Which names groups may have: what a path and a text of the database can hold.</summary>
internal static class GroupNames
{
    private const int MostBytes = 255;

    public static bool IsValid(string name) =>
        name.Length > 0 && !name.Contains('/', StringComparison.Ordinal) && !name.Any(char.IsControl) && Encoding.UTF8.GetByteCount(name) <= MostBytes;
}
