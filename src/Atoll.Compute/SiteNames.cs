namespace Atoll.Compute;

/// <summary>Names that end up in paths, container names and URLs: nothing in them may need quoting.</summary>
internal static class SiteNames
{
    private const int MaxLength = 63;

    /// <summary>The name of a workload, as <see cref="WorkloadSpec.Name"/> demands it.</summary>
    public static string Workload(string name) => Checked("workload", name);

    /// <summary>The name of a volume.</summary>
    public static string Volume(string name) => Checked("volume", name);

    /// <summary>A hub's id; engines show its first eight characters.</summary>
    public static string Instance(string id) => id.Length >= 8
        ? Checked("instance", id)
        : throw new SiteException(SiteFault.Refused, $"'{id}' is no instance name: it needs at least eight characters.");

    private static string Checked(string what, string name) => IsName(name)
        ? name
        : throw new SiteException(
            SiteFault.Refused,
            $"'{name}' is no {what} name: lower-case letters, digits and '-' only, at most {MaxLength} of them.");

    private static bool IsName(string name) =>
        name is { Length: > 0 and <= MaxLength } && name.All(c => c is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9'));
}
