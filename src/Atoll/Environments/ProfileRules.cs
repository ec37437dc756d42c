using Atoll.Platform.Configuration;

namespace Atoll.Environments;

/// <summary>What must fit together in <c>profile_list</c>. Pure; keys count from the whole configuration.</summary>
internal static class ProfileRules
{
    private const string List = "profile_list";

    public static IEnumerable<Misfit> Check(
        IReadOnlyList<StartProfileOptions> profiles, IReadOnlyList<EnvironmentOptions> environments, IReadOnlyList<SizeOptions> sizes)
    {
        var each = profiles.SelectMany((profile, i) =>
            new ProfileRule(profile, environments, sizes).Check().Select(misfit => misfit.Below($"{List}[{i}]")));
        return [.. each, .. SlugsTwice(profiles), .. DefaultsTwice(profiles)];
    }

    private static IEnumerable<Misfit> SlugsTwice(IReadOnlyList<StartProfileOptions> profiles)
    {
        var seen = new HashSet<string>();
        return profiles.Select((profile, i) => (Slug: ProfileSlugs.Of(profile), Index: i))
            .Where(one => one.Slug.Length > 0 && !seen.Add(one.Slug))
            .Select(one => new Misfit($"{List}[{one.Index}].slug", $"'{one.Slug}' is there already; give each profile its own slug."));
    }

    private static IEnumerable<Misfit> DefaultsTwice(IReadOnlyList<StartProfileOptions> profiles) =>
        profiles.Select((profile, i) => (profile.Default, Index: i)).Where(one => one.Default).Skip(1)
            .Select(one => new Misfit($"{List}[{one.Index}].default", "another profile is the default already; only one can be."));
}
