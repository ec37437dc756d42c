using Atoll.Core.Scopes;
using Xunit;

namespace Atoll.Tests.Core.Scopes;

public sealed class ScopeCatalogTests
{
    private static readonly ScopeContext _ada = new("ada");

    [Fact]
    public void Every_scope_that_another_includes_exists_and_has_a_description()
    {
        foreach (var scope in ScopeCatalog.Standard.All)
        {
            Assert.NotEmpty(scope.Description);
            Assert.All(scope.Includes, name => Assert.True(ScopeCatalog.Standard.IsKnown(name), name));
        }

        Assert.All(ScopeTable.SelfScopes, name => Assert.True(ScopeCatalog.Standard.IsKnown(name), name));
        Assert.Empty(ScopeCatalog.Standard.Unknown(DefaultRoles.All.SelectMany(role => role.Scopes)));
    }

    [Fact]
    public void Scope_of_an_operator_expands_like_any_other()
    {
        var catalog = ScopeCatalog.Standard.With([Custom("custom:grades", "custom:grades:read"), Custom("custom:grades:read")]);

        Assert.Equal("custom:grades!user=ada custom:grades:read!user=ada", ScopeRules.Expand(["custom:grades!user"], _ada, null, catalog).ToString());
        Assert.Equal("Handles grades.", catalog.Describe("custom:grades"));
        Assert.False(ScopeCatalog.Standard.IsKnown("custom:grades"));
        Assert.Equal("", ScopeRules.Expand(["custom:grades"], _ada).ToString());
    }

    [Fact]
    public void Circle_of_scopes_includes_all_of_them()
    {
        var catalog = ScopeCatalog.Standard.With([Custom("custom:one", "custom:two"), Custom("custom:two", "custom:one")]);

        Assert.Equal(["custom:one", "custom:two"], catalog.Closure("custom:two").Order());
    }

    [Theory]
    [InlineData("custom:abc", null)]
    [InlineData("custom:jupyter_server:read:*", null)]
    [InlineData("custom:9-9", null)]
    [InlineData("custom:ab", CustomScopeFaultKind.BadName)]
    [InlineData("custom:Abc", CustomScopeFaultKind.BadName)]
    [InlineData("custom:abc-", CustomScopeFaultKind.BadName)]
    [InlineData("custom:abc:", CustomScopeFaultKind.BadName)]
    [InlineData("custom:*abc", CustomScopeFaultKind.BadName)]
    [InlineData("custom:abc\n", CustomScopeFaultKind.BadName)]
    [InlineData("custom:a!c", CustomScopeFaultKind.BadName)]
    [InlineData("grades", CustomScopeFaultKind.BadName)]
    [InlineData("servers", CustomScopeFaultKind.BadName)]
    public void Name_follows_the_pattern(string name, CustomScopeFaultKind? fault) =>
        Assert.Equal(fault, CustomScopes.FaultsOf([Custom(name)]).SingleOrDefault()?.Kind);

    [Fact]
    public void Tells_all_faults()
    {
        IReadOnlyList<ScopeDefinition> custom =
        [
            Custom("custom:one", "custom:two", "servers", "custom:ten"), new("custom:two", " ", []), Custom("custom:one"),
        ];

        Assert.Equal(
            [
                new("custom:one", CustomScopeFaultKind.Twice), new("custom:one", CustomScopeFaultKind.IncludesStandard, 1),
                new("custom:one", CustomScopeFaultKind.IncludesUnknown, 2), new("custom:two", CustomScopeFaultKind.NoDescription),
            ],
            CustomScopes.FaultsOf(custom));
        Assert.Throws<ArgumentException>(() => ScopeCatalog.Standard.With(custom));
    }

    private static ScopeDefinition Custom(string name, params string[] includes) => new(name, "Handles grades.", includes);
}
