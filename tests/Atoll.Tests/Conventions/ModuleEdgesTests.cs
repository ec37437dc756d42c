using Xunit;

namespace Atoll.Tests.Conventions;

/// <summary>Imports point down only. The table is the design: to add an edge is a decision, so it is made here.</summary>
public sealed class ModuleEdgesTests
{
    private static readonly string[] Libraries = ["Core", "Client"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Core"] = [],
        ["Client"] = [],
        ["Compute"] = ["Core"],
        ["Platform"] = [.. Libraries],
        // Page layout: every module with pages uses it, so it knows none of them.
        ["Web"] = ["Platform"],
        // It hands on what the framework then believes; nobody below needs to know.
        ["Transport"] = ["Platform"],
        ["Proxy"] = ["Platform", .. Libraries],
        ["Accounts"] = ["Platform", "Web", .. Libraries],
        ["OAuth"] = ["Accounts", "Platform", "Web", .. Libraries],
        ["Storage"] = ["Accounts", "Platform", "Compute", .. Libraries],
        ["Workloads"] = ["Storage", "Accounts", "Platform", "Compute", .. Libraries],
        // Looks after images through Workloads; what needs a server it asks for through an interface that Servers fills.
        ["Environments"] = ["Workloads", "Accounts", "Platform", "Web", .. Libraries],
        ["Servers"] = ["Environments", "Workloads", "OAuth", "Accounts", "Proxy", "Storage", "Platform", "Web", .. Libraries],
        ["Hub"] = ["Servers", "Environments", "Workloads", "OAuth", "Accounts", "Proxy", "Storage", "Platform", "Web", .. Libraries],
    };

    // These put everything together; nobody may use them.
    private static readonly string[] Roots = [Modules.Composition, "Commands"];

    [Fact]
    public void Modules_use_only_what_lies_below_them()
    {
        var wrong = Modules.Edges()
            .Where(edge => !Roots.Contains(edge.From) && !Allowed.GetValueOrDefault(edge.From, []).Contains(edge.To))
            .Select(edge => $"{edge.File}: {edge.From} must not use {edge.To}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_program_is_a_module_of_the_table() =>
        Assert.Empty(Modules.Names.Except(Allowed.Keys, StringComparer.Ordinal).Except(Roots, StringComparer.Ordinal));

    [Fact]
    public void The_table_has_no_circle()
    {
        var open = Allowed.ToDictionary(StringComparer.Ordinal);
        while (open.FirstOrDefault(entry => !entry.Value.Any(open.ContainsKey)).Key is { } lowest)
        {
            open.Remove(lowest);
        }

        Assert.Empty(open.Keys);
    }

    [Theory]
    [InlineData("Servers", "Core")]
    [InlineData("Hub", "Servers")]
    [InlineData("Storage", "Compute")]
    [InlineData(Modules.Composition, "Commands")]
    [InlineData("Commands", Modules.Composition)]
    public void The_edges_that_are_known_to_be_there_are_seen(string from, string to) =>
        Assert.Contains(Modules.Edges(), edge => edge.From == from && edge.To == to);
}
