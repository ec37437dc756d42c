namespace Atoll.Environments;

/// <summary>What can be picked on this hub: environments in the operator's order, sizes smallest first.</summary>
internal sealed class Choices
{
    /// <summary>What a name of an environment or a size looks like.</summary>
    public const string NamePattern = "[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?";

    /// <summary>The same in words.</summary>
    public const string NameRule = "must be at most 42 lower-case letters, digits and '-' between them";

    public Choices(IEnumerable<EnvironmentOptions> environments, IEnumerable<SizeOptions> sizes, IReadOnlyList<StartProfileOptions>? profiles = null)
    {
        Environments = [.. environments];
        Sizes = [.. sizes.OrderBy(size => size.MemoryGb).ThenBy(size => size.Cpu)];
        Profiles = profiles is { Count: > 0 }
            ? [.. profiles.Select(profile => Atoll.Environments.Profile.Of(profile, Environments, Sizes))]
            : [new Profile { Slug = "", Environments = Environments, Sizes = Sizes }];
        DefaultProfile = Profiles[Math.Max(0, profiles?.ToList().FindIndex(profile => profile.Default) ?? 0)];
    }

    /// <summary>What the start page offers, at least one; without a <c>profile_list</c> the one that is every environment in every size.</summary>
    public IReadOnlyList<Profile> Profiles { get; }

    /// <summary>The profile of a start that names none.</summary>
    public Profile DefaultProfile { get; }

    /// <summary>Whether a person has anything to decide.</summary>
    public bool HasChoice => Profiles.Count > 1 || DefaultProfile.HasChoice;

    public IReadOnlyList<EnvironmentOptions> Environments { get; }

    public IReadOnlyList<SizeOptions> Sizes { get; }

    /// <summary>The profile of that slug; the default one for null; null for one that nobody offers.</summary>
    public Profile? Profile(string? slug) => slug is null ? DefaultProfile : Profiles.FirstOrDefault(profile => profile.Slug == slug);

    /// <summary>The environment of that name; the first one for null; null for a name nobody offers.</summary>
    public EnvironmentOptions? Environment(string? name) =>
        name is null ? Environments[0] : Environments.FirstOrDefault(environment => environment.Name == name);

    /// <summary>The size of that name; the smallest for null; null for a name nobody offers.</summary>
    public SizeOptions? Size(string? name) => name is null ? Sizes[0] : Sizes.FirstOrDefault(size => size.Name == name);
}
