using System.Text.RegularExpressions;
using Atoll.Platform.Configuration;

namespace Atoll.Environments;

/// <summary>What can be picked on this hub: environments in the operator's order, sizes smallest first.</summary>
internal sealed partial class Choices
{
    public Choices(IEnumerable<EnvironmentOptions> environments, IEnumerable<SizeOptions> sizes)
    {
        Environments = [.. environments];
        Sizes = [.. sizes.OrderBy(size => size.MemoryGb).ThenBy(size => size.Cpu)];
        Check();
    }

    public IReadOnlyList<EnvironmentOptions> Environments { get; }

    public IReadOnlyList<SizeOptions> Sizes { get; }

    /// <summary>The environment of that name; the first one for null; null for a name nobody offers.</summary>
    public EnvironmentOptions? Environment(string? name) =>
        name is null ? Environments[0] : Environments.FirstOrDefault(environment => environment.Name == name);

    /// <summary>The size of that name; the smallest for null; null for a name nobody offers.</summary>
    public SizeOptions? Size(string? name) => name is null ? Sizes[0] : Sizes.FirstOrDefault(size => size.Name == name);

    private void Check()
    {
        List<string> faults = [];
        Check("environments", [.. Environments.Select(environment => environment.Name)], faults);
        Check("sizes", [.. Sizes.Select(size => size.Name)], faults);
        faults.AddRange(Environments.Where(e => e.Image.Length == 0 && e.Command.Count == 0)
            .Select(e => $"environments: '{e.Name}' has neither an image nor a command."));
        faults.AddRange(Sizes.Where(s => s.Cpu <= 0 || s.MemoryGb <= 0)
            .Select(s => $"sizes: '{s.Name}' needs cpu and memory_gb above zero."));
        faults.AddRange(Sizes.Where(s => s.CpuRequested() > s.Cpu || s.MemoryRequested() > s.MemoryBytes() || s.CpuRequest < 0 || s.MemoryRequestGb < 0)
            .Select(s => $"sizes: '{s.Name}' requests more than it may use; cpu_request and memory_request_gb go from 0 to cpu and memory_gb."));
        if (faults.Count > 0)
        {
            throw new ConfigurationException(string.Join(System.Environment.NewLine, faults));
        }
    }

    private static void Check(string list, List<string> names, List<string> faults)
    {
        if (names.Count == 0)
        {
            faults.Add($"{list}: at least one is needed.");
        }

        faults.AddRange(names.Where(name => !Pattern().IsMatch(name))
            .Select(name => $"{list}: '{name}' is no name; use lower-case letters, digits and '-'."));
        faults.AddRange(names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"{list}: '{group.Key}' is there {group.Count()} times."));
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
