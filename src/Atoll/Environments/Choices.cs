namespace Atoll.Environments;

/// <summary>What can be picked on this hub: environments in the operator's order, sizes smallest first.</summary>
internal sealed class Choices
{
    /// <summary>What a name of an environment or a size looks like.</summary>
    public const string NamePattern = "[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?";

    /// <summary>The same in words.</summary>
    public const string NameRule = "must be at most 42 lower-case letters, digits and '-' between them";

    public Choices(IEnumerable<EnvironmentOptions> environments, IEnumerable<SizeOptions> sizes)
    {
        Environments = [.. environments];
        Sizes = [.. sizes.OrderBy(size => size.MemoryGb).ThenBy(size => size.Cpu)];
    }

    public IReadOnlyList<EnvironmentOptions> Environments { get; }

    public IReadOnlyList<SizeOptions> Sizes { get; }

    /// <summary>The environment of that name; the first one for null; null for a name nobody offers.</summary>
    public EnvironmentOptions? Environment(string? name) =>
        name is null ? Environments[0] : Environments.FirstOrDefault(environment => environment.Name == name);

    /// <summary>The size of that name; the smallest for null; null for a name nobody offers.</summary>
    public SizeOptions? Size(string? name) => name is null ? Sizes[0] : Sizes.FirstOrDefault(size => size.Name == name);
}
