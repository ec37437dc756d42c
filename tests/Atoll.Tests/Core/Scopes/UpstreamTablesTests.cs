using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

/// <summary>JupyterHub's own answers, taken once from its functions: expansion and intersection give the same.</summary>
public sealed class UpstreamTablesTests
{
    private static readonly Dictionary<string, ScopeContext> _owners = new()
    {
        ["user"] = new ScopeContext("ada"),
        ["server"] = new ScopeContext("ada", Server: "ada/gpu"),
        ["client"] = new ScopeContext("ada", Service: "grader"),
        ["service"] = ScopeContext.OfService("grader"),
    };

    [Fact]
    public void Expands_as_JupyterHub_does()
    {
        var rows = Rows("expand.tsv");
        Assert.True(rows.Count > 200);
        foreach (var row in rows)
        {
            var ours = ScopeRules.Expand([row[1]], _owners[row[0]]).ToStrings();
            Assert.Equal($"{row[0]} {row[1]}: {Without(row[2])}", $"{row[0]} {row[1]}: {string.Join(' ', ours.Where(IsOfVersion5))}");
        }
    }

    [Fact]
    public void Includes_nothing_of_its_own_but_the_scope_of_version_6() =>
        Assert.Equal(
            ["start:servers"],
            ScopeCatalog.Standard.Names.Except(Rows("expand.tsv").Select(row => row[1])));

    [Fact]
    public void Intersects_as_JupyterHub_does()
    {
        var rows = Rows("intersect.tsv");
        Assert.True(rows.Count > 300);
        foreach (var row in rows)
        {
            var ours = Set(row[0]).Intersect(Set(row[1]));
            Assert.Equal($"{row[0]} & {row[1]}: {row[2]}", $"{row[0]} & {row[1]}: {ours}");
        }
    }

    private static ScopeSet Set(string scopes) =>
        new(scopes.Split(' ').Select(text => Scope.TryParse(text, out var scope) ? scope : throw new FormatException(text)), IsMember);

    private static bool IsMember(string user, string group) => user == "ada" && group == "physics";

    private static bool IsOfVersion5(string scope) => !scope.StartsWith("start:servers", StringComparison.Ordinal);

    // Upstream leaves these two in its sets, where they allow nothing.
    private static string Without(string scopes) => scopes is ScopeTable.NoScope or ScopeTable.Inherit ? "" : scopes;

    private static List<string[]> Rows(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Core", "Scopes", "Upstream", file))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))];
}
